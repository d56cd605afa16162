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

/** A014: rejects a booked referral. */
export const reject = (
  who: Professional,
  ubrn: string,
  reason: string,
  comment?: string,
): Promise<void> =>
  operate(
    who,
    ubrn,
    'rejectReferral',
    parameters(
      'eRS-RejectReferral-Parameters-1',
      ...present(
        because('rejectionReason', 'APPOINTMENT-CANCELLATION-REASON', reason),
        perhaps('rejectionComments', comment),
      ),
    ),
  )

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
export const cancelReferral = (
  who: Professional,
  ubrn: string,
  reason: string,
  comment?: string,
): Promise<void> =>
  operate(
    who,
    ubrn,
    'cancelReferral',
    parameters(
      'eRS-CancelReferral-Request-Parameters-1',
      ...present(
        because('cancellationReason', 'REFERRAL-CANCELLATION-REASON', reason),
        perhaps('cancellationComments', comment),
      ),
    ),
  )
