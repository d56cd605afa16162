import type { Instant } from '../../../../world/clock.js'
import type { Appointment } from '../../../../world/tables/appointment.js'
import type { HealthcareService } from '../../../../world/tables/healthcare-service.js'
import type { Referral, ReferralState } from '../../../../world/tables/referral.js'
import type { Side } from '../caller.js'
import { isLetterOutstanding } from './clinical-information.js'

/** What can be done to a referral (ers-fhir 8.4). */
export type ReferralAction =
  | 'BOOK'
  | 'DEFER'
  | 'SEND_FOR_TRIAGE'
  | 'CHANGE_SHORTLIST'
  | 'CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE'
  | 'ACCEPT'
  | 'REJECT'
  | 'CANCEL_APPOINTMENT_ACTION_LATER'
  | 'RECORD_REVIEW_OUTCOME'
  | 'MAINTAIN_LETTER'
  | 'CANCEL_APPOINTMENT'
  | 'CANCEL_REFERRAL'
  | OutsideAction

/** What is done outside the API: in the web application, the portal and the hospital (ers-fhir 8.4). */
export type OutsideAction =
  | 'BOOK_AS_PROVIDER'
  | 'RECORD_INDIRECT_BOOKING'
  | 'CANCEL_APPOINTMENT_AS_PROVIDER'
  | 'RECORD_NON_ATTENDANCE'
  | 'RECORD_ASSESSMENT'
  | 'REFER_ONWARD'
  | 'CHANGE_SHORTLIST_AS_PROVIDER'
  | 'RECORD_CONTACT_ATTEMPT'
  | 'PRINT_CLINICAL_INFORMATION'
  | 'CHANGE_PRIORITY'
  | 'ADD_LETTER_BY_SYSTEM'
  | 'ACKNOWLEDGE'

/** Who acts: one of the two sides, or the patient in the portal. */
export type Actor = Side | 'PATIENT'

/** A referral with what the rules look at. */
export interface Situation {
  readonly referral: Referral
  readonly appointment: Appointment | undefined
  /** Service of the current appointment, deferral or triage. */
  readonly service: HealthcareService | undefined
  /** Services of the shortlist that are still offered. */
  readonly shortlist: readonly HealthcareService[]
  readonly now: Instant
  /** First moment of the British day. */
  readonly today: Instant
  /** How long before an appointment letters stay as they are, in milliseconds. */
  readonly letterFreeze: number
}

/** A condition of an action; the text says what stands in the way when it does not hold. */
export interface Guard {
  readonly holds: (situation: Situation) => boolean
  readonly otherwise: string
  /** Whom it stops, where that is not everybody. */
  readonly only?: Actor
}

export interface Transition {
  /** Who may do it, and from which states. */
  readonly by: Readonly<Partial<Record<Actor, readonly ReferralState[]>>>
  /** States it may lead to; SAME where it leaves the referral where it is. */
  readonly to: readonly ReferralState[] | 'SAME'
  readonly guards: readonly Guard[]
}

const hasClinicalInformation: Guard = {
  holds: ({ referral }) => !isLetterOutstanding(referral),
  otherwise: 'the clinical information is still to be added',
}

const awaitsReview: Guard = {
  holds: ({ referral }) => referral.review === 'PENDING',
  otherwise: 'the request is not pending review',
}

const appointmentNotPast: Guard = {
  holds: ({ appointment, today }) =>
    appointment?.start === undefined || Date.parse(appointment.start) >= today,
  otherwise: 'the appointment is before today',
}

const appointmentAhead: Guard = {
  holds: ({ appointment, now }) =>
    appointment?.start !== undefined && Date.parse(appointment.start) > now,
  otherwise: 'the appointment is in the past',
}

const appointmentBehind: Guard = {
  holds: ({ appointment, now }) =>
    appointment?.start !== undefined && Date.parse(appointment.start) <= now,
  otherwise: 'the appointment is still to come',
}

const notSuperseded: Guard = {
  holds: ({ referral }) => referral.supersededBy === undefined,
  otherwise: 'an onward referral superseded the request',
}

/** Referrers arrange what they refer themselves (ers-fhir 7.16). */
const initialReferral: Guard = {
  holds: ({ referral }) => referral.onwardFrom === undefined,
  otherwise: 'it is an onward referral',
  only: 'REFERRER',
}

const notFrozen: Guard = {
  holds: ({ appointment, now, letterFreeze }) =>
    appointment?.start === undefined || Date.parse(appointment.start) - now >= letterFreeze,
  otherwise: 'the appointment is too near for the letter to change',
}

const notAcknowledged: Guard = {
  holds: ({ referral }) => referral.acknowledged !== referral.state,
  otherwise: 'it was acknowledged before',
}

const directlyBooked: Guard = {
  holds: ({ appointment }) => appointment?.slotId !== undefined,
  otherwise: 'the appointment was not booked into a slot of a directly bookable service',
}

/** States in which nothing is arranged, and booking is open. */
export const UNBOOKED: readonly ReferralState[] = [
  'NOT_BOOKED',
  'APPT_CANCELLED_BY_PATIENT',
  'APPT_CANCELLED_BY_PROVIDER',
]
const RETURNED: readonly ReferralState[] = ['REJECTED', 'TRIAGE_RESPONSE', 'DID_NOT_ATTEND']
const AWAITING_REVIEW: readonly ReferralState[] = ['AWAITING_TRIAGE', 'DEFERRED_TO_PROVIDER']
const WITH_PROVIDER: readonly ReferralState[] = [
  ...AWAITING_REVIEW,
  'BOOKED',
  'TRIAGED_PROVIDER_TO_ACTION',
]

/** Where the provider is to arrange the appointment. */
const TO_ARRANGE: readonly ReferralState[] = ['DEFERRED_TO_PROVIDER', 'TRIAGED_PROVIDER_TO_ACTION']

/** Where a provider may refer the patient on to another service. */
const ONWARD: readonly ReferralState[] = [
  'BOOKED',
  'TRIAGED_PROVIDER_TO_ACTION',
  'ASSESSMENT_RESULT',
]

/** What came back to the referrer for them to take note of. */
const FOR_INFORMATION: readonly ReferralState[] = [
  'ASSESSMENT_RESULT',
  'CANCELLED_REFERRAL',
  'DID_NOT_ATTEND',
]

/** Letters may change until the patient was not seen, or all is over. */
const LETTER_CAN_CHANGE: readonly ReferralState[] = [
  ...UNBOOKED,
  ...WITH_PROVIDER,
  'REJECTED',
  'TRIAGE_RESPONSE',
]

/** What must hold for a provider to review a booking (ers-fhir 7.13). */
const REVIEW_OF_BOOKING: readonly Guard[] = [
  appointmentNotPast,
  awaitsReview,
  hasClinicalInformation,
]

/**
 * The whole life of a referral: which action leads from which states to which, who may do it and
 * what must hold. The operations and the list of available actions (A029) read this one table.
 * Source: ers-fhir 8.3, 8.4, 8.10 and the conditions of each operation in 7.
 */
export const REFERRAL_MACHINE: Readonly<Record<ReferralAction, Transition>> = {
  BOOK: {
    by: { REFERRER: UNBOOKED, PATIENT: UNBOOKED },
    to: ['BOOKED'],
    guards: [initialReferral],
  },
  DEFER: { by: { REFERRER: UNBOOKED }, to: ['DEFERRED_TO_PROVIDER'], guards: [initialReferral] },
  SEND_FOR_TRIAGE: {
    by: { REFERRER: UNBOOKED },
    to: ['AWAITING_TRIAGE'],
    guards: [initialReferral],
  },
  CHANGE_SHORTLIST: {
    by: { REFERRER: [...UNBOOKED, ...RETURNED] },
    to: ['NOT_BOOKED'],
    guards: [],
  },
  CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE: {
    by: { REFERRER: [...UNBOOKED, ...RETURNED] },
    to: ['AWAITING_TRIAGE'],
    guards: [],
  },
  ACCEPT: { by: { PROVIDER: ['BOOKED'] }, to: ['BOOKED'], guards: REVIEW_OF_BOOKING },
  REJECT: { by: { PROVIDER: ['BOOKED'] }, to: ['REJECTED'], guards: REVIEW_OF_BOOKING },
  CANCEL_APPOINTMENT_ACTION_LATER: {
    by: { PROVIDER: ['BOOKED'] },
    to: ['TRIAGED_PROVIDER_TO_ACTION'],
    guards: REVIEW_OF_BOOKING,
  },
  MAINTAIN_LETTER: {
    by: { REFERRER: LETTER_CAN_CHANGE },
    to: 'SAME',
    guards: [notSuperseded, appointmentNotPast, notFrozen],
  },
  RECORD_REVIEW_OUTCOME: {
    by: { PROVIDER: AWAITING_REVIEW },
    to: ['TRIAGED_PROVIDER_TO_ACTION', 'TRIAGE_RESPONSE'],
    guards: [awaitsReview, hasClinicalInformation],
  },
  CANCEL_APPOINTMENT: {
    by: { REFERRER: ['BOOKED'], PATIENT: ['BOOKED'] },
    to: ['APPT_CANCELLED_BY_PATIENT'],
    guards: [directlyBooked, appointmentAhead],
  },
  CANCEL_REFERRAL: {
    by: {
      REFERRER: [...UNBOOKED, ...RETURNED, ...WITH_PROVIDER, 'ASSESSMENT_RESULT'],
      PROVIDER: [...WITH_PROVIDER, 'APPT_CANCELLED_BY_PATIENT', 'APPT_CANCELLED_BY_PROVIDER'],
    },
    to: ['CANCELLED_REFERRAL'],
    guards: [],
  },
  BOOK_AS_PROVIDER: { by: { PROVIDER: TO_ARRANGE }, to: ['BOOKED'], guards: [] },
  RECORD_INDIRECT_BOOKING: {
    by: { PROVIDER: [...UNBOOKED, ...TO_ARRANGE] },
    to: ['BOOKED'],
    guards: [],
  },
  CANCEL_APPOINTMENT_AS_PROVIDER: {
    by: { PROVIDER: ['BOOKED'] },
    to: ['APPT_CANCELLED_BY_PROVIDER'],
    guards: [appointmentAhead],
  },
  RECORD_NON_ATTENDANCE: {
    by: { PROVIDER: ['BOOKED'] },
    to: ['DID_NOT_ATTEND'],
    guards: [appointmentBehind],
  },
  RECORD_ASSESSMENT: {
    by: { PROVIDER: ['BOOKED'] },
    to: ['ASSESSMENT_RESULT'],
    guards: [appointmentBehind],
  },
  REFER_ONWARD: { by: { PROVIDER: ONWARD }, to: 'SAME', guards: [notSuperseded] },
  CHANGE_SHORTLIST_AS_PROVIDER: { by: { PROVIDER: TO_ARRANGE }, to: ['NOT_BOOKED'], guards: [] },
  RECORD_CONTACT_ATTEMPT: { by: { PROVIDER: ['DEFERRED_TO_PROVIDER'] }, to: 'SAME', guards: [] },
  PRINT_CLINICAL_INFORMATION: { by: { PROVIDER: WITH_PROVIDER }, to: 'SAME', guards: [] },
  CHANGE_PRIORITY: {
    by: { REFERRER: [...UNBOOKED, ...WITH_PROVIDER] },
    to: 'SAME',
    guards: [appointmentNotPast],
  },
  ADD_LETTER_BY_SYSTEM: {
    by: { REFERRER: LETTER_CAN_CHANGE },
    to: 'SAME',
    guards: [notSuperseded, appointmentNotPast, notFrozen],
  },
  ACKNOWLEDGE: { by: { REFERRER: FOR_INFORMATION }, to: 'SAME', guards: [notAcknowledged] },
}
