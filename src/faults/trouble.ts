import { type Effect, type Fault, faults, listFaults } from '../world/tables/fault.js'
import type { World } from '../world/world.js'

/** The call that trouble may strike. */
export interface Target {
  readonly service: string
  readonly operation: string
  /** Party to which a message is delivered. */
  readonly party?: string
}

/** What happens to one call. */
export interface Trouble {
  /** Milliseconds that the answer is late. */
  readonly delay: number
  readonly effect?: Exclude<Effect, { kind: 'DELAY' }>
  /** The faults that struck. */
  readonly faults: readonly string[]
}

const DICE = 1_000_000

const isAlive = (world: World, { times, struck, until }: Fault): boolean =>
  (times === undefined || struck < times) && (until === undefined || until > world.clock.now())

const fits = ({ service, operation, party }: Fault, target: Target): boolean =>
  (service === undefined || service === target.service) &&
  (operation === undefined || operation === target.operation) &&
  (party === undefined || party === target.party)

const strikes = (world: World, { nth, probability, seen }: Fault): boolean =>
  (nth === undefined || seen + 1 === nth) &&
  (probability === undefined || world.ids.integer(DICE) < probability * DICE)

/** Counts the call, and keeps the count. */
function meet(world: World, fault: Fault): Fault | undefined {
  const struck = strikes(world, fault)
  faults.save(world.store, {
    ...fault,
    seen: fault.seen + 1,
    struck: fault.struck + (struck ? 1 : 0),
  })
  return struck ? fault : undefined
}

function delayOf(world: World, { effect }: Fault): number {
  if (effect.kind !== 'DELAY') return 0
  const { milliseconds, upTo = milliseconds } = effect
  return milliseconds + world.ids.integer(Math.max(upTo - milliseconds, 0) + 1)
}

/**
 * The trouble that a call meets, if any: all delays together, and the first other effect. Faults that
 * the call fits are counted, whether they strike or not.
 */
export function troubleFor(world: World, target: Target): Trouble | undefined {
  const met = listFaults(world.store).filter(
    (fault) => fits(fault, target) && isAlive(world, fault),
  )
  if (met.length === 0) return undefined
  return world.store.transaction(() => {
    const struck = met.map((fault) => meet(world, fault)).filter((fault) => fault !== undefined)
    if (struck.length === 0) return undefined
    const effect = struck.map((fault) => fault.effect).find(({ kind }) => kind !== 'DELAY')
    return {
      delay: struck.reduce((sum, fault) => sum + delayOf(world, fault), 0),
      faults: struck.map(({ id }) => id),
      ...(effect === undefined ? {} : { effect: effect as Trouble['effect'] & object }),
    }
  })
}
