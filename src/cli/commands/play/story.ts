import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { assemble } from '../../../library/assemble.js'
import { type Carry, Line } from '../../../robots/line.js'
import { TurnedAway } from '../../../robots/turned-away.js'
import { type Problem, showProblem } from '../../../scenario/language/problems.js'
import { openScenario } from '../../../scenario/open-file.js'
import { junitOf } from '../../../scenario/play/junit.js'
import { Play } from '../../../scenario/play/play.js'
import { addressOf, prepareWorld } from '../../../scenario/play/prepare-world.js'
import type { PlayEvent } from '../../../scenario/play/report.js'
import { roomLines } from '../../../scenario/play/room.js'
import type { Script } from '../../../scenario/script.js'
import { shippedFile, shippedNames } from '../../../scenario/shipped.js'
import { DEFAULT_WORLD } from '../../../world/worlds.js'
import { UsageError } from '../../command.js'
import { failureMessage } from '../../failure.js'
import { type PlayWish, readPlayWish } from './options.js'

const print = (line: string): boolean => process.stdout.write(`${line}\n`)

/** Exit codes: the story ended well, it failed, its file is wrong. */
const CODES = { PASSED: 0, FAILED: 1, WRONG_FILE: 2 } as const

function tellProblems(problems: readonly Problem[], json: boolean): number {
  if (json)
    print(
      JSON.stringify({ problems: problems.map(({ place, message }) => ({ ...place, message })) }),
    )
  else {
    for (const problem of problems) print(showProblem(problem))
    print(`${problems.length} problem${problems.length === 1 ? '' : 's'}`)
  }
  return CODES.WRONG_FILE
}

/** The sandbox that a story plays in: its own, or one that runs already. */
interface House {
  readonly address: string
  readonly carry: Carry
  close(): Promise<void>
}

async function ownHouse(port: number): Promise<House> {
  const sandbox = await assemble({ port, log: 'silent' })
  const { url } = await sandbox.listen()
  return {
    address: url,
    carry: sandbox.carry,
    close: () => sandbox.close(),
  }
}

const houseOf = ({ against, port }: PlayWish): Promise<House> | House =>
  against === undefined
    ? ownHouse(port)
    : { address: against, carry: (request) => fetch(request), close: async () => {} }

/** The trainer at the terminal: Enter goes on, and so does everything once the input has ended. */
class Trainer {
  readonly #lines = createInterface({ input: process.stdin })
  readonly #play: Play
  #gone = false

  constructor(play: Play, stepping: boolean) {
    this.#play = play
    this.#lines.on('line', () => (stepping ? play.one() : play.resume()))
    this.#lines.on('close', () => {
      this.#gone = true
      play.resume()
    })
  }

  /** The story waits; nobody is there any more to let it go on. */
  asked(): void {
    if (this.#gone) this.#play.resume()
  }

  close(): void {
    this.#lines.close()
  }
}

async function perform(script: Script, wish: PlayWish, house: House): Promise<number> {
  const { json, step, junit } = wish
  const world = wish.world ?? (wish.against === undefined ? DEFAULT_WORLD : 'scenario')
  await prepareWorld(new Line(house.address, house.carry), world, script.beginning)
  const interactive = step || (process.stdin.isTTY === true && !json)
  const onEvent = (event: PlayEvent): void => {
    if (event.kind === 'WAITS') trainer?.asked()
    if (!json) for (const line of roomLines(event)) print(line)
  }
  const address = addressOf(house.address, world)
  const play = new Play(script, {
    address,
    world,
    carry: house.carry,
    sleep: (milliseconds) => sleep(milliseconds),
    pauses: interactive,
    onEvent,
  })
  if (!json) print(`${script.title}\n\n${script.description.trim()}\n\nWorld: ${address}\n`)
  if (step) play.pause()
  const trainer = interactive ? new Trainer(play, step) : undefined
  const report = await play.run()
  trainer?.close()
  if (json) print(JSON.stringify(report, null, 2))
  if (junit !== undefined) writeFileSync(junit, junitOf(report))
  return report.state === 'PASSED' ? CODES.PASSED : CODES.FAILED
}

/** Plays what the arguments of `play` name; answers the exit code. */
export async function playStory(args: readonly string[]): Promise<number> {
  const wish = readPlayWish(args)
  const path = shippedFile(wish.scenario) ?? wish.scenario
  const loaded = openScenario(path, wish.variables)
  if (!loaded)
    throw new UsageError(
      `there is no scenario '${wish.scenario}': it is neither a file nor one of ${shippedNames().join(', ')}`,
    )
  if (!loaded.ok) return tellProblems(loaded.problems, wish.json)
  if (wish.check) {
    print(wish.json ? JSON.stringify({ problems: [] }) : `${path}: no problems`)
    return CODES.PASSED
  }
  const house = await houseOf(wish)
  try {
    return await perform(loaded.script, wish, house)
  } catch (error) {
    const message = error instanceof TurnedAway ? error.message : failureMessage(error)
    if (message === undefined) throw error
    process.stderr.write(`ers-sandbox: ${message}\n`)
    return CODES.FAILED
  } finally {
    await house.close()
  }
}
