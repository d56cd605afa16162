import { given } from '../../../../world/given.js'
import { CLINICAL } from '../../domain/business-function.js'
import { cancelReferral } from '../../domain/cancellation/cancel-referral.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { comment } from '../read/comment.js'
import { one, optional, parameters } from '../read/parameters.js'
import { coding } from '../read/values.js'
import { referralToChange } from '../referral-access.js'
import { representAppointment } from '../represent/appointment.js'
import { resourceParameters } from '../represent/parameters.js'
import { representReferral } from '../represent/referral.js'
import { referenceDataTail, SD } from '../systems.js'

const readRequest = parameters(SD('eRS-CancelReferral-Request-Parameters-1'), {
  cancellationReason: one('valueCoding', coding(referenceDataTail('REFERRAL-CANCELLATION-REASON'))),
  cancellationComments: optional('valueString', comment),
})

/** A036: cancels a referral, and a booked appointment with it (ers-fhir 7.36). */
export const a036CancelReferral = operation({
  code: 'A036',
  title: 'Cancel referral',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.cancelReferral',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const request = readBody(call.body, readRequest)
    if (!request.ok) return request
    const found = referralToChange(call)
    if (!found.ok) return found
    const { world, caller, base } = call
    const cancelled = cancelReferral(world, caller, found.value, {
      reason: request.value.cancellationReason,
      ...given({ comments: request.value.cancellationComments }),
    })
    if (!cancelled.ok) return cancelled
    const { referral, appointment } = cancelled.value
    return success(
      resourceParameters('eRS-CancelReferral-Response-Parameters-1', {
        updatedReferralRequest: representReferral(world.store, base, referral),
        updatedAppointment:
          appointment && representAppointment(world.store, base, appointment, referral.version),
      }),
    )
  },
})
