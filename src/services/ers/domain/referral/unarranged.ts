import type { ReferralChange } from './change-referral.js'

/** What a new shortlist leaves of a referral: nothing is arranged, and what was is no longer shown. */
export const unarranged = {
  state: 'NOT_BOOKED',
  stateReason: undefined,
  stateComments: undefined,
  appointmentId: undefined,
  currentService: undefined,
  review: 'NOT_FOR_REVIEW',
  contextStatus: 'NEVER_REVIEWED',
  lastContact: undefined,
} as const satisfies ReferralChange
