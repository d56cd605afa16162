import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import type { Priority } from './healthcare-service.js'

export const REFERRAL_STATES = [
  'NOT_BOOKED',
  'BOOKED',
  'DEFERRED_TO_PROVIDER',
  'AWAITING_TRIAGE',
  'TRIAGED_PROVIDER_TO_ACTION',
  'TRIAGE_RESPONSE',
  'REJECTED',
  'APPT_CANCELLED_BY_PATIENT',
  'APPT_CANCELLED_BY_PROVIDER',
  'DID_NOT_ATTEND',
  'ASSESSMENT_RESULT',
  'CANCELLED_REFERRAL',
] as const
export type ReferralState = (typeof REFERRAL_STATES)[number]

/** Which code list a reason comes from (ers-fhir 6.6). */
export type ReasonList =
  | 'eRS-ReviewReason-1'
  | 'eRS-ReviewOutcome-1'
  | 'APPOINTMENT-CANCELLATION-REASON'
  | 'REFERRAL-CANCELLATION-REASON'
  | 'APPOINTMENT-NON-ATTENDANCE-REASON'

export interface Reason {
  readonly list: ReasonList
  readonly code: string
}

/** What the referrer asked the directory of services for (ers-fhir 6.3). */
export interface ServiceSearchCriteria {
  readonly priority: Priority
  readonly specialty?: string
  readonly clinicType?: string
  readonly waitTimeLimitDays?: number
  readonly postcode?: string
  readonly distanceLimitMiles?: number
  readonly clinicalTerm?: string
  readonly namedClinician?: string
  readonly ageAndGenderAppropriate: boolean
  readonly commissioningProvisioning?: string
  readonly organisation?: string
  readonly place?: string
}

/** How far the provider's review of a referral has come (ers-fhir 8.8). */
export type ReviewStatus = 'NOT_FOR_REVIEW' | 'PENDING' | 'ACCEPTED' | 'REVIEWED'

export type RequestContextStatus =
  | 'NEVER_REVIEWED'
  | 'LETTER_CHANGED'
  | 'PRIORITY_CHANGED'
  | 'PRIORITY_AND_LETTER_CHANGED'

/** An attached file as a referral or a message names it (ers-fhir 6.5). */
export interface AttachedDocument {
  /** Number of the DocumentReference. */
  readonly id: number
  readonly type: 'REFERRER' | 'PROVIDER' | 'ADVICE_REQUEST' | 'GUIDANCE_RESPONSE'
  /** Id of the stored file. */
  readonly attachmentId: string
  readonly indexed: Instant
  readonly description?: string
  /** The person at the keyboard, and the clinician they acted for. */
  readonly attachedBy: string
  readonly attachedByOrganisation?: string
  readonly attachedOnBehalfOf?: string
  /** Whether a referrer's clinical system sent it; the API then leaves the letters alone. */
  readonly bySystem?: true
}

/** An appointment request: a patient's referral to one of the services on a shortlist. */
export interface Referral {
  readonly ubrn: string
  /** `r.` and a UUID. */
  readonly requestId: string
  readonly version: number
  readonly nhsNumber: string
  readonly created: Instant
  readonly updated: Instant
  readonly referringOrganisation: string
  readonly commissioningRuleOrganisation: string
  /** Responsible clinician, and the person at the keyboard. */
  readonly referringClinician: string
  readonly createdBy: string
  readonly priority: Priority
  readonly criteria: ServiceSearchCriteria
  /** Service ids in the order the referrer gave. */
  readonly shortlist: readonly string[]
  readonly letterIntention: 'NEED_TO_ADD_LATER' | 'NOT_INTENDING_TO_ADD'
  readonly letterDue?: string
  readonly reminderDays: number
  readonly pathwayStart?: Instant
  readonly state: ReferralState
  readonly stateReason?: Reason
  readonly stateComments?: string
  readonly clinicalInfoFirstSubmitted?: Instant
  readonly clinicalInfoLastUpdated?: Instant
  readonly documents: readonly AttachedDocument[]
  /** The current appointment: booked, proposed or just cancelled. */
  readonly appointmentId?: number
  /** Service of the current appointment, deferral or triage. */
  readonly currentService?: string
  readonly review: ReviewStatus
  readonly contextStatus: RequestContextStatus
  readonly clinicalInfoPrinted: boolean
  readonly additionalRequirements: readonly ('ADVOCACY' | 'INTERPRETER' | 'TRANSPORT')[]
  readonly relatedReferrals: readonly string[]
  readonly convertedFromAdvice: boolean
  /** UBRN of the onward referral that took its place. */
  readonly supersededBy?: string
  /** UBRN of the request that a provider referred on, where this is what came of it. */
  readonly onwardFrom?: string
  /** The state that the referrer took note of; another one is news again. */
  readonly acknowledged?: ReferralState
  /** When the provider last tried to reach the patient of a deferred referral. */
  readonly lastContact?: Instant
  /** Organisation that cancelled it, once cancelled. */
  readonly cancelledBy?: string
}

export const referrals = documentTable<Referral>({
  name: 'referral',
  key: (referral) => referral.ubrn,
  columns: {
    state: { type: 'TEXT', value: (referral) => referral.state },
    nhs_number: { type: 'TEXT', value: (referral) => referral.nhsNumber },
    request_id: { type: 'TEXT', value: (referral) => referral.requestId },
    organisation: { type: 'TEXT', value: (referral) => referral.referringOrganisation },
    service_id: { type: 'TEXT', value: (referral) => referral.currentService },
    review: { type: 'TEXT', value: (referral) => referral.review },
    created: { type: 'INTEGER', value: (referral) => referral.created },
  },
  indexes: ['service_id, state, review', 'organisation, state', 'nhs_number', 'request_id'],
  cached: 5000,
})

/** Which referrals a list is made from. */
export interface ReferralQuery {
  readonly states: readonly ReferralState[]
  readonly review?: ReviewStatus
}

const matching = (query: ReferralQuery): string =>
  `state IN (SELECT value FROM json_each(?))${query.review ? ' AND review = ?' : ''}`

const parametersOf = ({ states, review }: ReferralQuery): string[] => [
  JSON.stringify(states),
  ...(review ? [review] : []),
]

/** Referrals whose current service is one of those named. */
export const referralsOfServices = (
  store: Store,
  services: readonly string[],
  query: ReferralQuery,
): Referral[] =>
  referrals.where(
    store,
    `service_id IN (SELECT value FROM json_each(?)) AND ${matching(query)}`,
    JSON.stringify(services),
    ...parametersOf(query),
  )

/** Referrals that an organisation made. */
export const referralsOfOrganisation = (
  store: Store,
  odsCode: string,
  query: ReferralQuery,
): Referral[] =>
  referrals.where(store, `organisation = ? AND ${matching(query)}`, odsCode, ...parametersOf(query))

/** Referrals of a patient, oldest first. */
export const referralsOfPatient = (store: Store, nhsNumber: string): Referral[] =>
  referrals.where(store, 'nhs_number = ? ORDER BY created, key', nhsNumber)
