import { readSetting, writeSetting } from '../../../../world/tables/setting.js'
import type { World } from '../../../../world/world.js'
import type { RefusedBooking, Result } from '../outcome.js'

const SETTING = 'refusedBookings'

/** So many are remembered, the latest. */
const KEPT = 200

const nameOf = ({ ubrn, slotId }: RefusedBooking): string => `${ubrn}/${slotId}`

const refused = (world: World): readonly string[] =>
  readSetting<readonly string[]>(world.store, SETTING) ?? []

/**
 * Remembers that a hospital refused to book a slot, though all else that the operation did is undone:
 * the referral may then be deferred because of that slot (ers-fhir 7.16, deferral table).
 */
export function rememberRefusal(world: World, outcome: Result<unknown>): void {
  if (outcome.ok || !outcome.refusedBooking) return
  const name = nameOf(outcome.refusedBooking)
  const others = refused(world).filter((one) => one !== name)
  world.store.transaction(() => writeSetting(world.store, SETTING, [...others, name].slice(-KEPT)))
}

/** Whether a hospital has refused to book a slot for a referral, whatever e-RS believes of the slot. */
export const wasRefused = (world: World, booking: RefusedBooking): boolean =>
  refused(world).includes(nameOf(booking))
