import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import { appointments } from '../../../../world/tables/appointment.js'
import { findAttachment } from '../../../../world/tables/attachment.js'
import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import { CS, ID, SD } from '../systems.js'
import { representAppointment } from './appointment.js'
import { representCriteria } from './criteria.js'
import { representDocument } from './document-reference.js'
import {
  byIdentifier,
  coding,
  concept,
  identifier,
  type Json,
  list,
  referenceData,
} from './elements.js'
import { PRIORITY_NAMES, REQUIREMENT_NAMES, STATE_NAMES } from './names.js'
import { reasonCoding } from './reason.js'
import { representShortlist } from './shortlist.js'

const extension = (name: string, value: Json): Json => ({
  url: SD(`Extension-eRS-${name}-1`),
  ...value,
})

const moment = (name: string, type: string, at: number | undefined): Json | false =>
  at !== undefined && extension(name, { [type]: isoInstant(at) })

const stateExtension = (store: Store, base: string, referral: Referral): Json =>
  extension('ReferralState', {
    extension: list(
      {
        url: 'state',
        valueCoding: coding(CS('eRS-ReferralState-1'), referral.state, STATE_NAMES[referral.state]),
      },
      referral.stateReason && {
        url: 'reason',
        valueCoding: reasonCoding(store, base, referral.stateReason),
      },
      referral.stateComments !== undefined && {
        url: 'comments',
        valueString: referral.stateComments,
      },
    ),
  })

const extensions = (store: Store, base: string, referral: Referral): Json[] =>
  list(
    referral.appointmentId !== undefined &&
      extension('Appointment', { valueReference: { reference: '#appointment' } }),
    referral.appointmentId !== undefined &&
      extension('Appointment-Reference', {
        valueReference: { reference: `Appointment/${referral.appointmentId}` },
      }),
    moment('ClinicalInfoFirstSubmitted', 'valueDateTime', referral.clinicalInfoFirstSubmitted),
    moment('ClinicalInfoLastUpdated', 'valueDateTime', referral.clinicalInfoLastUpdated),
    moment('eReferralPathwayStart', 'valueInstant', referral.pathwayStart),
    extension('ReferralPriority', {
      valueCodeableConcept: concept(
        CS('eRS-Priority-1'),
        referral.priority,
        PRIORITY_NAMES[referral.priority],
      ),
    }),
    extension('ReferralShortlist', { valueReference: { reference: '#shortlist' } }),
    extension('Commissioning-Rule-Org', {
      valueIdentifier: identifier(ID.ods, referral.commissioningRuleOrganisation),
    }),
    stateExtension(store, base, referral),
    ...referral.additionalRequirements.map((requirement) =>
      extension('PatientAdditionalRequirement', {
        valueCoding: coding(
          CS('eRS-AdditionalRequirementType-1'),
          requirement,
          REQUIREMENT_NAMES[requirement],
        ),
      }),
    ),
  )

function contained(store: Store, base: string, referral: Referral): Json[] {
  const appointment =
    referral.appointmentId === undefined
      ? undefined
      : appointments.find(store, String(referral.appointmentId))
  const documents = referral.documents.map((document) => {
    const file = findAttachment(store, document.attachmentId)
    return file && representDocument(document, file)
  })
  return list(
    representCriteria(base, referral.criteria),
    representShortlist(store, referral.shortlist),
    appointment && representAppointment(store, base, appointment, referral.version, 'appointment'),
    ...documents,
  )
}

/** The specialty of the current service; a referral that no service has yet shows none (ers-fhir 6.6). */
function specialty(store: Store, base: string, referral: Referral): Json {
  const service = referral.currentService && healthcareServices.find(store, referral.currentService)
  if (!service) return {}
  const display = findConcept(store, 'SPECIALTY', service.specialty)?.display
  return { specialty: concept(referenceData(base, 'SPECIALTY'), service.specialty, display) }
}

/** A referral (ers-fhir 6.6). */
export const representReferral = (store: Store, base: string, referral: Referral): Json => ({
  id: referral.ubrn,
  meta: { versionId: String(referral.version), profile: [SD('eRS-ReferralRequest-1')] },
  resourceType: 'ReferralRequest',
  extension: extensions(store, base, referral),
  contained: contained(store, base, referral),
  status: referral.state === 'CANCELLED_REFERRAL' ? 'cancelled' : 'active',
  ...specialty(store, base, referral),
  subject: byIdentifier(ID.nhsNumber, referral.nhsNumber),
  supportingInfo: [
    ...referral.documents.map(({ id }) => ({ reference: `#DocumentReference-${id}` })),
    ...(referral.convertedFromAdvice
      ? [{ reference: `CommunicationRequest/${referral.ubrn}` }]
      : []),
    ...referral.relatedReferrals.map((ubrn) => ({ reference: `ReferralRequest/${ubrn}` })),
  ],
  intent: 'plan',
  identifier: [identifier(ID.request, referral.requestId)],
})
