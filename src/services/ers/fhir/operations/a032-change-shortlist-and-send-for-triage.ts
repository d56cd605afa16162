import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { changeShortlistAndSendForTriage } from '../../domain/referral/change-shortlist.js'
import { operation, success } from '../operation.js'
import { referralToChange } from '../referral-access.js'
import { representAppointment } from '../represent/appointment.js'
import { resourceParameters } from '../represent/parameters.js'
import { representReferral } from '../represent/referral.js'
import { readShortlistChange } from './a031-change-shortlist.js'

/** A032, deprecated: another shortlist of one triage service, and off to it (ers-fhir 7.32). */
export const a032ChangeShortlistAndSendForTriage = operation({
  code: 'A032',
  title: 'Change shortlist and send for triage',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.changeShortlistAndSendForTriage',
  deprecated: 'A031, then A016',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const profile = 'eRS-ChangeShortlistAndSendForTriage-Request-Parameters-1'
    const change = readShortlistChange(call, profile)
    if (!change.ok) return change
    const found = referralToChange(call)
    if (!found.ok) return found
    const { world, findPatient, base } = call
    const sent = changeShortlistAndSendForTriage(world, findPatient, found.value, change.value)
    if (!sent.ok) return sent
    const { referral, appointment } = sent.value
    return success(
      resourceParameters('eRS-ChangeShortlistAndSendForTriage-Response-Parameters-1', {
        updatedReferralRequest: representReferral(world.store, base, referral),
        createdAppointment: representAppointment(world.store, base, appointment, referral.version),
      }),
    )
  },
})
