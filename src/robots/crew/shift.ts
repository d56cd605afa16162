import { SECOND } from '../../world/instant.js'
import { readSetting, writeSetting } from '../../world/tables/setting.js'
import type { World } from '../../world/world.js'
import type { Line } from '../line.js'
import { type Crew, gatherCrew, type Made } from './crew.js'
import { ROBOT_KINDS, type RobotKind, takeTurn } from './turn.js'

/** How robots work in a world. */
export interface Pace {
  /** Seconds of the world's clock between two turns. */
  readonly everySeconds: number
  readonly who: readonly RobotKind[]
}

/** One thing that a robot did. */
export interface Deed {
  readonly at: number
  readonly who: RobotKind
  readonly did: string
}

/** What is remembered of a shift. */
interface Shift extends Pace {
  readonly working: boolean
  readonly turns: number
  readonly last: readonly Deed[]
  readonly made: readonly Made[]
}

export type ShiftView = Omit<Shift, 'made'>

const KIND = 'robots'
const SETTING = 'robots'
const REMEMBERED = { last: 20, made: 200 } as const

const NONE: Shift = {
  working: false,
  everySeconds: 60,
  who: ROBOT_KINDS,
  turns: 0,
  last: [],
  made: [],
}

const read = (world: World): Shift => readSetting<Shift>(world.store, SETTING) ?? NONE
const keep = (world: World, shift: Shift): void => {
  world.store.transaction(() => writeSetting(world.store, SETTING, shift))
}

const next = (world: World, { everySeconds }: Pace): void =>
  world.scheduler.schedule({ kind: KIND, due: world.clock.now() + everySeconds * SECOND })

/** How the robots of a world work. */
export const shiftOf = (world: World): ShiftView => {
  const { made: _, ...view } = read(world)
  return view
}

/** Lets robots work in a world from now on, or changes how they do; their turns are counted on. */
export function startShift(world: World, pace: Pace): void {
  keep(world, { ...read(world), ...pace, working: true })
  next(world, pace)
}

/** Lets the robots of a world rest. */
export function stopShift(world: World): void {
  world.scheduler.cancel(KIND)
  keep(world, { ...read(world), working: false })
}

async function work(world: World, crew: Crew): Promise<void> {
  const before = read(world)
  const turn = before.turns + 1
  const seed = readSetting<number>(world.store, 'seedNumber') ?? 1
  const taken = await takeTurn(crew, { seed, turn, who: before.who, made: before.made })
  const after = read(world)
  const deed = taken.did && { at: world.clock.now(), who: taken.who, did: taken.did }
  keep(world, {
    ...after,
    turns: turn,
    last: deed ? [...after.last, deed].slice(-REMEMBERED.last) : after.last,
    made: taken.made ? [...after.made, taken.made].slice(-REMEMBERED.made) : after.made,
  })
}

/** Takes up the robots' work in a world that begins or is opened again; they reach it by `line`. */
export function keepRobotsAtWork(world: World, line: Line): void {
  const turn = async (): Promise<void> => {
    if (!read(world).working) return
    await work(world, await gatherCrew(line))
    const shift = read(world)
    if (shift.working) next(world, shift)
  }
  world.scheduler.handle(KIND, turn, { endless: true })
}
