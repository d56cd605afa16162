import { given } from '../../../../world/given.js'
import { type Referral, referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import type { ReferralAction } from './referral-machine.js'

/** What can be published of a referral: what was done to it, or that it was made. */
export type ReferralEvent = ReferralAction | 'CREATE' | 'CONVERT_FROM_ADVICE' | 'REMIND_PATIENT'

/** Members to set; `undefined` takes one away. */
export type ReferralChange = { readonly [Name in keyof Referral]?: Referral[Name] | undefined }

/** Publishes what happened to a referral, with the state it left it in. */
export function publishReferral(world: World, action: ReferralEvent, referral: Referral): void {
  const { ubrn, version, state, nhsNumber, currentService: serviceId, appointmentId } = referral
  world.events.publish({
    kind: 'referral',
    action,
    subject: ubrn,
    detail: { version, state, nhsNumber, ...given({ serviceId, appointmentId }) },
  })
}

/** Keeps a changed referral as its next version, and publishes what was done. */
export function changeReferral(
  world: World,
  referral: Referral,
  action: ReferralEvent,
  change: ReferralChange,
): Referral {
  const next = {
    ...referral,
    ...change,
    version: referral.version + 1,
    updated: world.clock.now(),
  } as Referral
  referrals.save(world.store, next)
  publishReferral(world, action, next)
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
