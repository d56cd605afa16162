import { given } from '../../../../world/given.js'
import { PROVIDER_CLINICAL } from '../../domain/business-function.js'
import { rejectReferral } from '../../domain/review/reject-referral.js'
import { answerChanged } from '../answer-changed.js'
import { operation } from '../operation.js'
import { readBody } from '../read/body.js'
import { comment } from '../read/comment.js'
import { one, optional, parameters } from '../read/parameters.js'
import { boolean, coding } from '../read/values.js'
import { referenceDataTail, SD } from '../systems.js'

const readRequest = parameters(SD('eRS-RejectReferral-Parameters-1'), {
  rejectionReason: one('valueCoding', coding(referenceDataTail('APPOINTMENT-CANCELLATION-REASON'))),
  rejectionComments: optional('valueString', comment),
  appointmentCancelledInPAS: optional('valueBoolean', boolean),
})

/** A014: the provider rejects a booked referral (ers-fhir 7.14). */
export const a014RejectReferral = operation({
  code: 'A014',
  title: 'Reject referral',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.rejectReferral',
  functions: PROVIDER_CLINICAL,
  onBehalfOf: true,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const request = readBody(call.body, readRequest)
    if (!request.ok) return request
    const { rejectionReason, rejectionComments, appointmentCancelledInPAS } = request.value
    return answerChanged(call, (referral) =>
      rejectReferral(call.world, referral, {
        reason: rejectionReason,
        ...given({ comments: rejectionComments, cancelledInPas: appointmentCancelledInPAS }),
      }),
    )
  },
})
