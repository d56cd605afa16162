import { given } from '../../../../world/given.js'
import { PROVIDER_CLINICAL } from '../../domain/business-function.js'
import { PRIORITIES } from '../../domain/priority.js'
import { cancelAppointmentActionLater } from '../../domain/review/cancel-appointment-action-later.js'
import { answerChanged } from '../answer-changed.js'
import { operation } from '../operation.js'
import { readBody } from '../read/body.js'
import { comment } from '../read/comment.js'
import { documentReference } from '../read/document-reference.js'
import { many, one, optional, parameters } from '../read/parameters.js'
import { boolean, coding } from '../read/values.js'
import { CS, SD } from '../systems.js'

const readRequest = parameters(SD('eRS-cancelAppointmentActionLater-Parameters-1'), {
  comments: one('valueString', comment),
  priority: optional('valueCoding', coding(CS('eRS-Priority-1'), PRIORITIES)),
  appointmentCancelledInPAS: optional('valueBoolean', boolean),
  providerAttachmentFile: many('resource', documentReference('PROVIDER')),
})

/** A022: the provider cancels the appointment and acts later (ers-fhir 7.22). */
export const a022CancelAppointmentActionLater = operation({
  code: 'A022',
  title: 'Cancel appointment, action later',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.cancelAppointmentActionLater',
  functions: PROVIDER_CLINICAL,
  onBehalfOf: true,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const request = readBody(call.body, readRequest)
    if (!request.ok) return request
    const { comments, priority, providerAttachmentFile, appointmentCancelledInPAS } = request.value
    return answerChanged(call, (referral) =>
      cancelAppointmentActionLater(call.world, call.caller, referral, {
        comments,
        documents: providerAttachmentFile,
        ...given({ priority, cancelledInPas: appointmentCancelledInPAS }),
      }),
    )
  },
})
