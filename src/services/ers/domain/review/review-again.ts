import type { Referral, RequestContextStatus } from '../../../../world/tables/referral.js'
import type { ReferralChange } from '../referral/change-referral.js'

type Changed = 'LETTER' | 'PRIORITY'

/** What the reviewer is told when something changes after what they were told before (ers-fhir 8.8). */
const TOLD: Readonly<
  Record<Changed, Readonly<Record<RequestContextStatus, RequestContextStatus>>>
> = {
  LETTER: {
    NEVER_REVIEWED: 'LETTER_CHANGED',
    LETTER_CHANGED: 'LETTER_CHANGED',
    PRIORITY_CHANGED: 'PRIORITY_AND_LETTER_CHANGED',
    PRIORITY_AND_LETTER_CHANGED: 'PRIORITY_AND_LETTER_CHANGED',
  },
  PRIORITY: {
    NEVER_REVIEWED: 'PRIORITY_CHANGED',
    LETTER_CHANGED: 'PRIORITY_AND_LETTER_CHANGED',
    PRIORITY_CHANGED: 'PRIORITY_CHANGED',
    PRIORITY_AND_LETTER_CHANGED: 'PRIORITY_AND_LETTER_CHANGED',
  },
}

/** Brings a referral that was accepted back to be reviewed; one never reviewed stays so. */
export const reviewAgain = (
  { review, contextStatus }: Referral,
  changed: Changed,
): ReferralChange =>
  review === 'ACCEPTED' || (review === 'PENDING' && contextStatus !== 'NEVER_REVIEWED')
    ? { review: 'PENDING', contextStatus: TOLD[changed][contextStatus] }
    : {}
