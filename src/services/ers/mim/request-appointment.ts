import {
  type RequestAppointment,
  writeRequestAppointment,
} from '../../../hl7v3/ebooking/payloads/request-appointment.js'
import { priorityCodeOf } from '../../../hl7v3/ebooking/vocabularies/priority.js'
import { tsOfInstant } from '../../../hl7v3/types/time.js'
import { healthcareServices } from '../../../world/tables/healthcare-service.js'
import type { PasRequest } from '../../../world/tables/pas-request.js'
import { type Referral, referrals } from '../../../world/tables/referral.js'
import type { World } from '../../../world/world.js'
import { bookedPatientOf } from './booked-patient.js'
import { type MimContext, sendLetter } from './outgoing.js'
import { authorOf, clinicianOf } from './parties.js'
import { releaseFor } from './release-for.js'

function payloadOf(
  world: World,
  { findPatient }: MimContext,
  { ubrn, usrn }: PasRequest,
  referral: Referral,
): RequestAppointment {
  const { nhsNumber, referringClinician, referringOrganisation, priority, created } = referral
  const patient = findPatient(world, nhsNumber)
  return {
    id: world.ids.uuid().toUpperCase(),
    patient: bookedPatientOf(world, nhsNumber, patient, referringClinician),
    ...(patient?.callBackConsent !== undefined && { callbackConsent: patient.callBackConsent }),
    referral: {
      effectiveTime: tsOfInstant(created),
      priority: priorityCodeOf(priority),
      author: {
        ...clinicianOf(world, referringClinician, referringOrganisation),
        organisation: referringOrganisation,
      },
    },
    ubrn,
    usrn,
  }
}

/**
 * PRSC_IN040000, e-RS to PAS: asks to book a slot for a patient (ers-hl7v3-mim 7.3). Its author is the
 * professional who books; a patient has none (4.3).
 */
export function sendBooking(
  world: World,
  context: MimContext,
  request: PasRequest,
): string | undefined {
  const referral = referrals.find(world.store, request.ubrn)
  if (!referral) return `There is no referral '${request.ubrn}'.`
  const provider = healthcareServices.find(world.store, request.serviceId)?.providerOrganisation
  const author = authorOf(world, request.userId, [
    referral.referringOrganisation,
    ...(provider === undefined ? [] : [provider]),
  ])
  return sendLetter(world, context, {
    family: 'requestAppointment',
    release: releaseFor(world, request.serviceId),
    id: request.id,
    asid: request.asid,
    conversationId: request.conversationId,
    ...(author && { author }),
    content: writeRequestAppointment(payloadOf(world, context, request, referral)),
  })
}
