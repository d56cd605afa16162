import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import type { Priority } from './healthcare-service.js'
import type { AttachedDocument, ServiceSearchCriteria } from './referral.js'

/** Who is to act next in a conversation, or how it ended (ers-fhir 8.5). */
export const ADVICE_STATUSES = [
  'PROVIDER_RESPONSE_REQUIRED',
  'REFERRER_TO_SUBMIT_FURTHER_INFORMATION',
  'REFERRER_TO_REVIEW_RESPONSE',
  'CONVERSATION_ENDED_CLOSED',
  'CONVERSATION_ENDED_CANCELLED',
  'ADVICE_CONVERTED',
] as const
export type AdviceStatus = (typeof ADVICE_STATUSES)[number]

/** A person in a role at an organisation; the system of a referrer acts without a function. */
export interface AdviceRole {
  readonly userId: string
  readonly organisation: string
  /** `REFERRING_CLINICIAN` */
  readonly businessFunction?: string
}

/** One message of a conversation (ers-fhir 6.9). */
export interface AdviceMessage {
  /** Number of the Communication. */
  readonly id: number
  readonly sentBy: 'REQUESTER' | 'RESPONDER' | 'REFERRER_CLINICAL_INFORMATION_UPDATED'
  readonly sent: Instant
  /** The person at the keyboard, and the clinician responsible. */
  readonly sender: AdviceRole
  readonly responsible: AdviceRole
  readonly text: string
  readonly documents: readonly AttachedDocument[]
}

/** An advice and guidance request: a conversation between a referrer and a service about a patient. */
export interface AdviceRequest {
  readonly ubrn: string
  /** `a.` and a UUID. */
  readonly requestId: string
  readonly version: number
  readonly nhsNumber: string
  readonly created: Instant
  readonly updated: Instant
  readonly referringOrganisation: string
  readonly referringClinician: string
  /** The person at the keyboard. */
  readonly createdBy: string
  readonly serviceId: string
  readonly criteria: ServiceSearchCriteria
  readonly priority: Priority
  /** Whether the provider may make a referral of it. */
  readonly conversion: 'AUTHORISED_TO_CONVERT' | 'NOT_AUTHORISED_TO_CONVERT'
  readonly status: AdviceStatus
  /** Oldest first. */
  readonly messages: readonly AdviceMessage[]
  /** Files that came from the referrer's clinical system, outside the conversation. */
  readonly documents: readonly AttachedDocument[]
}

/** Keyed by UBRN; a converted request shares its UBRN with the referral made of it. */
export const adviceRequests = documentTable<AdviceRequest>({
  name: 'advice_request',
  key: (advice) => advice.ubrn,
  columns: {
    status: { type: 'TEXT', value: (advice) => advice.status },
    nhs_number: { type: 'TEXT', value: (advice) => advice.nhsNumber },
    request_id: { type: 'TEXT', value: (advice) => advice.requestId },
    organisation: { type: 'TEXT', value: (advice) => advice.referringOrganisation },
    service_id: { type: 'TEXT', value: (advice) => advice.serviceId },
    created: { type: 'INTEGER', value: (advice) => advice.created },
  },
  indexes: ['service_id, status', 'organisation, status', 'nhs_number', 'request_id'],
})

/** Advice requests to the services named, in one of the statuses. */
export const adviceOfServices = (
  store: Store,
  services: readonly string[],
  statuses: readonly AdviceStatus[],
): AdviceRequest[] =>
  adviceRequests.where(
    store,
    `service_id IN (SELECT value FROM json_each(?)) AND status IN (SELECT value FROM json_each(?))`,
    JSON.stringify(services),
    JSON.stringify(statuses),
  )
