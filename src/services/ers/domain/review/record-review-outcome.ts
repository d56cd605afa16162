import type { Priority } from '../../../../world/tables/healthcare-service.js'
import type { Reason, Referral, ReferralState } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { Caller } from '../caller.js'
import { endAppointment } from '../cancellation/end-appointment.js'
import type { NewDocument } from '../files/attach-documents.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { permit, situationOf } from '../referral/situation.js'
import { attachProviderFiles } from './cancel-appointment-action-later.js'

export type ReviewOutcome = 'RETURN_TO_REFERRER_WITH_ADVICE' | 'ACCEPT_REFER_BOOK_LATER'

export interface Review {
  readonly outcome: ReviewOutcome
  readonly comments: string
  readonly priority?: Priority
  readonly documents: readonly NewDocument[]
}

/** Where each outcome leads (ers-fhir 8.4). */
const LEADS_TO: Readonly<Record<ReviewOutcome, ReferralState>> = {
  RETURN_TO_REFERRER_WITH_ADVICE: 'TRIAGE_RESPONSE',
  ACCEPT_REFER_BOOK_LATER: 'TRIAGED_PROVIDER_TO_ACTION',
}

function checkPriority(referral: Referral, { outcome, priority }: Review): Result<undefined> {
  if (outcome === 'ACCEPT_REFER_BOOK_LATER')
    return priority === undefined
      ? refuse('VALUE_IS_REQUIRED', `'reviewPriority' is required with ${outcome}.`)
      : ok(undefined)
  return priority === undefined || priority === referral.priority
    ? ok(undefined)
    : refuse(
        'PRIORITY_NOT_CURRENT',
        `'reviewPriority' (${priority}) is not the current priority ${referral.priority}.`,
      )
}

/** The provider records the outcome of a triage or of the review of a deferral (A028, ers-fhir 7.28). */
export function recordReviewOutcome(
  world: World,
  caller: Caller,
  referral: Referral,
  review: Review,
): Result<Referral> {
  const permitted = permit('RECORD_REVIEW_OUTCOME', situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  const priority = checkPriority(referral, review)
  if (!priority.ok) return priority
  const files = attachProviderFiles(world, caller, referral, review.documents, {
    ifMeantForAnother: 'REFERENCE_NOT_FOUND',
  })
  if (!files.ok) return files
  const reason: Reason = { list: 'eRS-ReviewOutcome-1', code: review.outcome }
  const { appointment } = permitted.value
  if (appointment)
    endAppointment(world, appointment, { status: 'proposed', reason, comment: review.comments })
  return ok(
    changeReferral(world, referral, 'RECORD_REVIEW_OUTCOME', {
      state: LEADS_TO[review.outcome],
      stateReason: reason,
      stateComments: review.comments,
      priority: review.priority ?? referral.priority,
      documents: [...files.value, ...referral.documents],
      review: 'REVIEWED',
    }),
  )
}
