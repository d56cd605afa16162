import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { permit, situationOf } from '../referral/situation.js'

/** The provider accepts a booked referral (A013, ers-fhir 7.13): reviewed, and booked as before. */
export function acceptReferral(world: World, referral: Referral): Result<Referral> {
  const permitted = permit('ACCEPT', situationOf(world, referral), 'PROVIDER')
  return permitted.ok
    ? ok(changeReferral(world, referral, 'ACCEPT', { review: 'ACCEPTED' }))
    : permitted
}
