import { fold } from '../../../../world/fold.js'
import { isoInstant } from '../../../../world/instant.js'
import type { Accreditation } from '../../../../world/tables/accreditation.js'
import {
  findAccreditedSystem,
  findAccreditedSystems,
} from '../../../../world/tables/accredited-system.js'
import {
  findMessageHandlingSystems,
  messageHandlingSystems,
} from '../../../../world/tables/message-handling-system.js'
import type { World } from '../../../../world/world.js'

/** True if an entry of `ou=Services` has the name: systems and endpoints share the branch. */
export const isNameTaken = ({ store }: World, name: string): boolean =>
  findAccreditedSystem(store, fold(name)) !== undefined ||
  messageHandlingSystems.find(store, fold(name)) !== undefined

function firstFree(
  world: World,
  sequence: string,
  form: (number: number) => string,
  isTaken: (text: string) => boolean,
): string {
  for (;;) {
    const made = form(world.ids.next(sequence))
    if (!isTaken(made)) return made
  }
}

const digits = (number: number, length: number): string => String(number).padStart(length, '0')

/** An ASID that no entry has. */
export const newAsid = (world: World): string =>
  firstFree(
    world,
    'sds-asid',
    (n) => `9993${digits(n, 8)}`,
    (name) => isNameTaken(world, name),
  )

/** A CPA id that no entry has. */
export const newCpaId = (world: World): string =>
  firstFree(
    world,
    'sds-cpa',
    (n) => `S9993${digits(n, 8)}`,
    (name) =>
      isNameTaken(world, name) ||
      findMessageHandlingSystems(world.store, { cpaId: name }).length > 0,
  )

/** A party key that no system has: the organisation's code and six digits (sds 3). */
export const newPartyKey = (world: World, odsCode: string): string =>
  firstFree(
    world,
    'sds-party',
    (n) => `${odsCode}-9${digits(n, 5)}`,
    (partyKey) =>
      findAccreditedSystems(world.store, { partyKey }).length > 0 ||
      findMessageHandlingSystems(world.store, { partyKey }).length > 0,
  )

/** Asked for and approved by the sandbox, now. */
export function newAccreditation(world: World): Accreditation {
  const now = isoInstant(world.clock.now()).replace(/\D/g, '').slice(0, 14)
  return { requestedBy: 'SYSTEM', requested: now, approvedBy: 'SYSTEM', approved: now }
}
