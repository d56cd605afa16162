import type { Instant } from '../../../../world/clock.js'
import type { Referral } from '../../../../world/tables/referral.js'

/** How a referral stands with its letter (ers-fhir 7.8). */
export type ClinicalInformationStatus = 'PRESENT' | 'NOT_APPLICABLE' | 'NOT_DUE' | 'OVERDUE'

/** True once a referrer's letter is attached. */
export const hasLetter = (referral: Referral): boolean =>
  referral.documents.some((document) => document.type === 'REFERRER')

/** `today`: the British calendar day, `YYYY-MM-DD`. */
export function clinicalInformationStatus(
  referral: Referral,
  today: string,
): ClinicalInformationStatus {
  if (hasLetter(referral)) return 'PRESENT'
  if (referral.letterIntention === 'NOT_INTENDING_TO_ADD') return 'NOT_APPLICABLE'
  return (referral.letterDue ?? today) > today ? 'NOT_DUE' : 'OVERDUE'
}

/** True while a letter is intended and not there yet. */
export const isLetterOutstanding = (referral: Referral): boolean =>
  referral.letterIntention === 'NEED_TO_ADD_LATER' && !hasLetter(referral)

/** What a letter added or changed at a moment makes of the times that a referral shows (ers-fhir 7.12). */
export const letterMoments = (
  { clinicalInfoFirstSubmitted }: Referral,
  now: Instant,
): Pick<Referral, 'clinicalInfoFirstSubmitted' | 'clinicalInfoLastUpdated'> =>
  clinicalInfoFirstSubmitted === undefined
    ? { clinicalInfoFirstSubmitted: now }
    : { clinicalInfoLastUpdated: now }
