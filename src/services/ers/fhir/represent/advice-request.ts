import type { Store } from '../../../../world/store.js'
import type { AdviceRequest, AdviceStatus } from '../../../../world/tables/advice-request.js'
import { findAttachment } from '../../../../world/tables/attachment.js'
import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { referrerRole } from '../../domain/advice/roles.js'
import { CS, ID, SD } from '../systems.js'
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
import { CONVERSION_NAMES, PRIORITY_NAMES } from './names.js'
import { representRole, roleId } from './practitioner-role.js'
import { representShortlist } from './shortlist.js'

/** What FHIR calls each status of a conversation (ers-fhir 8.5). */
export const ADVICE_FHIR_STATUS: Readonly<
  Record<AdviceStatus, 'active' | 'completed' | 'cancelled'>
> = {
  PROVIDER_RESPONSE_REQUIRED: 'active',
  REFERRER_TO_SUBMIT_FURTHER_INFORMATION: 'active',
  REFERRER_TO_REVIEW_RESPONSE: 'active',
  CONVERSATION_ENDED_CLOSED: 'completed',
  CONVERSATION_ENDED_CANCELLED: 'cancelled',
  ADVICE_CONVERTED: 'completed',
}

/** The service as recipient, in the extension that stands for it. */
export const serviceRecipient = (serviceId: string): Json => ({
  extension: [
    {
      url: SD('Extension-HealthcareService-Reference-1'),
      valueReference: byIdentifier(ID.service, serviceId),
    },
  ],
})

/** A person as sender, in the extension that stands for the role. */
export const roleReference = (reference: string): Json => ({
  extension: [{ url: SD('Extension-PractitionerRole-Reference-1'), valueReference: { reference } }],
})

function specialtyExtension(
  store: Store,
  base: string,
  { serviceId }: AdviceRequest,
): Json | false {
  const specialty = healthcareServices.find(store, serviceId)?.specialty
  if (specialty === undefined) return false
  const display = findConcept(store, 'SPECIALTY', specialty)?.display
  return {
    url: SD('Extension-eRS-Specialty-1'),
    valueCoding: coding(referenceData(base, 'SPECIALTY'), specialty, display),
  }
}

const extensions = (store: Store, base: string, advice: AdviceRequest): Json[] =>
  list(
    {
      url: SD('Extension-eRS-ReferralPriority-1'),
      valueCodeableConcept: concept(
        CS('eRS-Priority-1'),
        advice.priority,
        PRIORITY_NAMES[advice.priority],
      ),
    },
    {
      url: SD('Extension-eRS-ProviderConversionAuthorisation-1'),
      valueCoding: coding(
        CS('eRS-ProviderConversionAuthorisation-1'),
        advice.conversion,
        CONVERSION_NAMES[advice.conversion],
      ),
    },
    {
      url: SD('Extension-eRS-ReferralShortlist-1'),
      valueReference: { reference: '#shortlist' },
    },
    specialtyExtension(store, base, advice),
  )

/** The summary of an advice and guidance request (ers-fhir 6.8); the messages are elsewhere. */
export function representAdvice(store: Store, base: string, advice: AdviceRequest): Json {
  const role = referrerRole(advice.referringClinician, advice.referringOrganisation)
  const id = `PractitionerRole.${roleId(role)}`
  const files = advice.documents.map((document) => {
    const file = findAttachment(store, document.attachmentId)
    return file && representDocument(document, file)
  })
  return {
    id: advice.ubrn,
    meta: { versionId: String(advice.version), profile: [SD('eRS-CommunicationRequest-1')] },
    resourceType: 'CommunicationRequest',
    extension: extensions(store, base, advice),
    contained: list(
      representCriteria(base, advice.criteria),
      representShortlist(store, [advice.serviceId]),
      representRole(role, id),
      ...files,
    ),
    status: ADVICE_FHIR_STATUS[advice.status],
    category: [concept(CS('eRS-AdviceAndGuidanceStatus-1'), advice.status)],
    subject: byIdentifier(ID.nhsNumber, advice.nhsNumber),
    recipient: [serviceRecipient(advice.serviceId)],
    sender: roleReference(`#${id}`),
    requester: { agent: roleReference(`#${id}`) },
    ...(advice.documents.length === 0
      ? {}
      : {
          payload: advice.documents.map((document) => ({
            contentReference: { reference: `#DocumentReference-${document.id}` },
          })),
        }),
    identifier: [identifier(ID.request, advice.requestId)],
  }
}
