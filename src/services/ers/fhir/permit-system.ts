import type { World } from '../../../world/world.js'
import { ok, type Result, refuse } from '../domain/outcome.js'
import type { Access } from './door.js'
import type { ErsOperation } from './operation.js'

/** Answers what the directory knows of the system of an ASID. */
export type FindSystem = (
  world: World,
  asid: string,
) => { readonly interactions: readonly string[] } | undefined

/**
 * The first check of e-RS itself: the directory knows the application's system, and lets it use the
 * interaction of the operation where one is published (ers-fhir 3.3, row 1).
 */
export const permitSystem =
  (findSystem: FindSystem) =>
  (world: World, { asid }: Access, { interactions }: ErsOperation): Result<undefined> => {
    if (!asid) return ok(undefined)
    const system = findSystem(world, asid)
    if (!system) return refuse('FORBIDDEN', `ASID (${asid}) is not a registered system.`)
    return !interactions || interactions.some((one) => system.interactions.includes(one))
      ? ok(undefined)
      : refuse(
          'FORBIDDEN',
          `Interaction (${interactions[0]}) is not registered for ASID (${asid}).`,
        )
  }
