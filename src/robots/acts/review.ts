import { coded, type Parameter, parameters, present, worded } from '../fhir/parameters.js'
import { REFERENCE } from '../fhir/systems.js'
import type { Professional } from '../professional.js'
import { operate } from './referrals.js'

const because = (name: string, set: string, code: string): Parameter => ({
  name,
  valueCoding: { system: REFERENCE(set), code },
})

const perhaps = (name: string, words: string | undefined): Parameter | undefined =>
  words === undefined ? undefined : worded(name, words)

/** A013: accepts a booked referral. */
export const accept = (who: Professional, ubrn: string): Promise<void> =>
  operate(who, ubrn, 'acceptReferral')

interface Reasoned {
  /** Name of the operation, and the profile of its parameters. */
  readonly action: string
  readonly profile: string
  /** The parameter that says why, and the set of its codes. */
  readonly reason: string
  readonly codes: string
  /** The parameter that says more in words. */
  readonly comments: string
}

type ForReason = (
  who: Professional,
  ubrn: string,
  reason: string,
  comment?: string,
) => Promise<void>

/** An operation that is told why, and perhaps more in words. */
const forReason =
  ({ action, profile, reason, codes, comments }: Reasoned): ForReason =>
  (who, ubrn, code, comment) =>
    operate(
      who,
      ubrn,
      action,
      parameters(profile, ...present(because(reason, codes, code), perhaps(comments, comment))),
    )

/** A014: rejects a booked referral. */
export const reject = forReason({
  action: 'rejectReferral',
  profile: 'eRS-RejectReferral-Parameters-1',
  reason: 'rejectionReason',
  codes: 'APPOINTMENT-CANCELLATION-REASON',
  comments: 'rejectionComments',
})

/** A028: records the outcome of a triage or of the review of a deferral. */
export const recordOutcome = (
  who: Professional,
  ubrn: string,
  outcome: string,
  comment: string,
  priority?: string,
): Promise<void> =>
  operate(
    who,
    ubrn,
    'recordReviewOutcome',
    parameters(
      'eRS-RecordReviewOutcome-Parameters-1',
      ...present(
        coded('reviewOutcome', 'eRS-ReviewOutcome-1', outcome),
        worded('reviewComments', comment),
        priority === undefined ? undefined : coded('reviewPriority', 'eRS-Priority-1', priority),
      ),
    ),
  )

/** A022: the provider cancels the appointment and acts later. */
export const cancelAndActLater = (
  who: Professional,
  ubrn: string,
  comment: string,
): Promise<void> =>
  operate(
    who,
    ubrn,
    'cancelAppointmentActionLater',
    parameters('eRS-cancelAppointmentActionLater-Parameters-1', worded('comments', comment)),
  )

/** A036: cancels a referral. */
export const cancelReferral = forReason({
  action: 'cancelReferral',
  profile: 'eRS-CancelReferral-Request-Parameters-1',
  reason: 'cancellationReason',
  codes: 'REFERRAL-CANCELLATION-REASON',
  comments: 'cancellationComments',
})
