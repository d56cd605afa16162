import { given } from '../../../../world/given.js'
import { PROVIDER_CLINICAL } from '../../domain/business-function.js'
import { refuse } from '../../domain/outcome.js'
import { PRIORITIES } from '../../domain/priority.js'
import {
  type ReviewOutcome,
  recordReviewOutcome,
} from '../../domain/review/record-review-outcome.js'
import { answerChanged } from '../answer-changed.js'
import { operation } from '../operation.js'
import { readBody } from '../read/body.js'
import { comment } from '../read/comment.js'
import { documentReference } from '../read/document-reference.js'
import { many, one, optional, parameters } from '../read/parameters.js'
import { coding } from '../read/values.js'
import { CS, SD } from '../systems.js'

const TO_RECORD: readonly ReviewOutcome[] = [
  'RETURN_TO_REFERRER_WITH_ADVICE',
  'ACCEPT_REFER_BOOK_LATER',
]

const isToRecord = (code: string): code is ReviewOutcome =>
  (TO_RECORD as readonly string[]).includes(code)

const readRequest = parameters(SD('eRS-RecordReviewOutcome-Parameters-1'), {
  reviewOutcome: one(
    'valueCoding',
    coding(CS('eRS-ReviewOutcome-1'), [
      ...TO_RECORD,
      'CANCEL_APPOINTMENT_ACTION_LATER',
      'PROVIDER_CONVERTED_ADVICE_AND_GUIDANCE_ADMIN_TO_REFER',
    ]),
  ),
  reviewComments: one('valueString', comment),
  reviewPriority: optional('valueCoding', coding(CS('eRS-Priority-1'), PRIORITIES)),
  reviewAttachmentFile: many('resource', documentReference('PROVIDER')),
})

/** A028: the outcome of a triage, or of the review of a deferral (ers-fhir 7.28). */
export const a028RecordReviewOutcome = operation({
  code: 'A028',
  title: 'Record triage outcome',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.recordReviewOutcome',
  functions: PROVIDER_CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const request = readBody(call.body, readRequest)
    if (!request.ok) return request
    const { reviewOutcome, reviewComments, reviewPriority, reviewAttachmentFile } = request.value
    if (!isToRecord(reviewOutcome))
      return refuse(
        'INAPPROPRIATE_VALUE',
        `'reviewOutcome' (${reviewOutcome}) is not recorded by this operation`,
      )
    return answerChanged(call, (referral) =>
      recordReviewOutcome(call.world, call.caller, referral, {
        outcome: reviewOutcome,
        comments: reviewComments,
        documents: reviewAttachmentFile,
        ...given({ priority: reviewPriority }),
      }),
    )
  },
})
