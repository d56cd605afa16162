import { SYSTEM_PLACES } from '../../../../world/enrol.js'
import {
  type Changes,
  notRegistered,
  type Registered,
  registered,
  withChanges,
} from '../../../../world/registered.js'
import { checkRecord } from '../../../../world/seed/check-record.js'
import { accreditedSystemKind } from '../../../../world/seed/kinds/accredited-systems.js'
import {
  type AccreditedSystem,
  findAccreditedSystem,
  removeAccreditedSystem,
  saveAccreditedSystem,
} from '../../../../world/tables/accredited-system.js'
import type { World } from '../../../../world/world.js'
import { isNameTaken, newAccreditation, newAsid, newPartyKey } from './made.js'

/** What is said of a system: what is left out gets a usual value, null means to go without. */
export type SystemDraft = Changes<Omit<AccreditedSystem, 'position'>>

const unknown = (asid: string) =>
  notRegistered('UNKNOWN', `there is no accredited system '${asid.slice(0, 80)}' in this world`)

/** Keeps a system if its form allows it. */
function save(world: World, record: object, position: number): Registered<AccreditedSystem> {
  const { position: _, ...shown } = record as { position?: number }
  const checked = checkRecord<Omit<AccreditedSystem, 'position'>>(
    world.store,
    accreditedSystemKind,
    shown,
  )
  if (!checked.ok) return checked
  const system = { ...checked.record, position }
  saveAccreditedSystem(world.store, system)
  return registered(system)
}

/**
 * Accredits a system (sds 3). ASID, party key and client are made where they are not given. Refuses an
 * ASID that an entry of the directory has.
 */
export function addSystem(world: World, draft: SystemDraft): Registered<AccreditedSystem> {
  const odsCode = draft.odsCode ?? ''
  const asid = draft.asid ?? newAsid(world)
  if (isNameTaken(world, asid))
    return notRegistered('EXISTS', `asid: the directory has an entry '${asid.slice(0, 80)}'`)
  const usual = {
    asid,
    odsCode,
    clients: [odsCode],
    partyKey: draft.partyKey ?? newPartyKey(world, odsCode),
    interactions: [],
    accreditation: newAccreditation(world),
  }
  return save(world, withChanges(usual, draft), world.ids.next(SYSTEM_PLACES))
}

/** Changes a system; its ASID stays (sds 3). */
export function changeSystem(
  world: World,
  asid: string,
  changes: SystemDraft,
): Registered<AccreditedSystem> {
  const known = findAccreditedSystem(world.store, asid)
  if (!known) return unknown(asid)
  if (changes.asid !== undefined && changes.asid !== asid)
    return notRegistered('INVALID', 'asid: a system keeps its ASID')
  return save(world, withChanges(known, changes), known.position)
}

/** Takes a system out of the directory; what it receives stays where others use its party key. */
export function removeSystem(world: World, asid: string): Registered<AccreditedSystem> {
  const known = findAccreditedSystem(world.store, asid)
  if (!known) return unknown(asid)
  removeAccreditedSystem(world.store, asid)
  return registered(known)
}
