import { waitsForPas } from '../../../world/tables/pas-request.js'
import { readSetting, writeSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'
import { ok, type Result, refuse } from './outcome.js'

const LOCKS = 'locks'

const locked = (world: World): readonly string[] =>
  readSetting<readonly string[]>(world.store, LOCKS) ?? []

/** Holds a request as a user of the web application would, or lets it go (ers-fhir 4.1, 8.7). */
export function setLock(world: World, ubrn: string, held: boolean): void {
  const others = locked(world).filter((one) => one !== ubrn)
  writeSetting(world.store, LOCKS, held ? [...others, ubrn] : others)
}

/** Who holds a request, in words; nothing if nobody does. */
function holder(world: World, ubrn: string): string | undefined {
  if (locked(world).includes(ubrn)) return 'another user'
  return waitsForPas(world.store, ubrn)
    ? "an operation that waits for the hospital's system"
    : undefined
}

/**
 * Refuses a change of a request that a user holds, or another operation that waits for a hospital's
 * system (ers-fhir 4.1). Reading is never locked.
 */
export function checkLock(world: World, ubrn: string): Result<undefined> {
  const by = holder(world, ubrn)
  return by === undefined
    ? ok(undefined)
    : refuse('LOCKED', `Request '${ubrn}' is held by ${by}: read it again later and retry.`)
}
