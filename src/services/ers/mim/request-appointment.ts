import type { Demographics } from '../../../hl7v3/ebooking/parts/demographics.js'
import {
  type RequestAppointment,
  writeRequestAppointment,
} from '../../../hl7v3/ebooking/payloads/request-appointment.js'
import { priorityCodeOf } from '../../../hl7v3/ebooking/vocabularies/priority.js'
import type { SexCode } from '../../../hl7v3/ebooking/vocabularies/small.js'
import { tsOfDate, tsOfInstant } from '../../../hl7v3/types/time.js'
import { healthcareServices } from '../../../world/tables/healthcare-service.js'
import type { PasRequest } from '../../../world/tables/pas-request.js'
import { type Referral, referrals } from '../../../world/tables/referral.js'
import type { World } from '../../../world/world.js'
import type { PatientSummary } from '../domain/patient.js'
import { type MimContext, sendLetter } from './outgoing.js'
import { authorOf, clinicianOf } from './parties.js'
import { releaseFor } from './release-for.js'

const SEXES: Readonly<Record<PatientSummary['gender'], SexCode>> = {
  male: '1',
  female: '2',
  other: '9',
  unknown: '0',
}

/** Lines of an address: five, empty ones kept (ers-hl7v3-mim 6). */
const fiveLines = (lines: readonly string[]): string[] =>
  Array.from({ length: Math.max(5, lines.length) }, (_, at) => lines[at] ?? '')

/** Who the patient is; nothing where a part that must be there is not known. */
function demographicsOf(patient: PatientSummary | undefined): Demographics | undefined {
  if (!patient?.name || !patient.birthDate || !patient.address) return undefined
  const { prefix, given, family } = patient.name
  return {
    names: [{ use: 'L', prefix, given, family: [family] }],
    telecoms: [],
    sex: SEXES[patient.gender],
    birthTime: tsOfDate(patient.birthDate),
    addresses: [
      {
        use: 'H',
        lines: fiveLines(patient.address),
        ...(patient.postcode !== undefined && { postalCode: patient.postcode }),
      },
    ],
  }
}

function payloadOf(
  world: World,
  { findPatient }: MimContext,
  { ubrn, usrn }: PasRequest,
  referral: Referral,
): RequestAppointment {
  const { nhsNumber, referringClinician, referringOrganisation, priority, created } = referral
  const person = demographicsOf(findPatient(world, nhsNumber))
  return {
    id: world.ids.uuid().toUpperCase(),
    patient: { nhsNumber, ...(person && { person }) },
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
