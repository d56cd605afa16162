import { type Referral, referrals } from '../../../world/tables/referral.js'
import type { World } from '../../../world/world.js'
import { ok, type Result, refuse } from './outcome.js'

/** Members to set; `undefined` takes one away. */
export type ReferralChange = { readonly [Name in keyof Referral]?: Referral[Name] | undefined }

/** Keeps a changed referral as its next version. */
export function changeReferral(world: World, referral: Referral, change: ReferralChange): Referral {
  const next = {
    ...referral,
    ...change,
    version: referral.version + 1,
    updated: world.clock.now(),
  } as Referral
  referrals.save(world.store, next)
  return next
}

/** Refuses a caller who saw another version than the current one (ers-fhir 8.7). */
export function checkVersion(current: number, seen: number, what: string): Result<undefined> {
  return current === seen
    ? ok(undefined)
    : refuse(
        'VERSION_CONFLICT',
        `${what} is at version ${current}; the call named version ${seen}.`,
      )
}
