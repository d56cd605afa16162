import type { Priority } from '../../../../world/tables/healthcare-service.js'
import type { ReferralState } from '../../../../world/tables/referral.js'

/** Displays of code lists that A004 does not serve (ers-fhir 6.2). */
export const PRIORITY_NAMES: Readonly<Record<Priority, string>> = {
  ROUTINE: 'Routine',
  URGENT: 'Urgent',
  TWO_WEEK_WAIT: '2 Week Wait',
}

export const STATE_NAMES: Readonly<Record<ReferralState, string>> = {
  REJECTED: 'Rejected',
  CANCELLED_REFERRAL: 'Cancelled Referral',
  DID_NOT_ATTEND: 'Did Not Attend',
  ASSESSMENT_RESULT: 'Assessment Result',
  TRIAGE_RESPONSE: 'Triage Response',
  APPT_CANCELLED_BY_PROVIDER: 'Appointment Cancelled By Provider',
  APPT_CANCELLED_BY_PATIENT: 'Appointment Cancelled By Patient',
  AWAITING_TRIAGE: 'Awaiting Triage',
  NOT_BOOKED: 'Not Booked',
  DEFERRED_TO_PROVIDER: 'Deferred To Provider',
  BOOKED: 'Booked',
  TRIAGED_PROVIDER_TO_ACTION: 'Triaged - Provider To Action',
}

/** Worklists of referrers write two states with other codes, and sentence case (ers-fhir 7.8). */
export const WORKLIST_STATES: Readonly<Partial<Record<ReferralState, readonly [string, string]>>> =
  {
    NOT_BOOKED: ['NOT_BOOKED', 'Not booked'],
    AWAITING_TRIAGE: ['AWAITING_TRIAGE', 'Awaiting triage'],
    DEFERRED_TO_PROVIDER: ['DEFERRED_TO_PROVIDER', 'Deferred to provider'],
    APPT_CANCELLED_BY_PATIENT: ['APP_CANCELLED_BY_PATIENT', 'Appointment cancelled by patient'],
    APPT_CANCELLED_BY_PROVIDER: ['APP_CANCELLED_BY_PROVIDER', 'Appointment cancelled by provider'],
    REJECTED: ['REJECTED', 'Rejected'],
    TRIAGE_RESPONSE: ['TRIAGE_RESPONSE', 'Triage Response'],
    ASSESSMENT_RESULT: ['ASSESSMENT_RESULT', 'Assessment result'],
    CANCELLED_REFERRAL: ['CANCELLED_REFERRAL', 'Cancelled referral'],
    DID_NOT_ATTEND: ['DID_NOT_ATTEND', 'Did not attend'],
  }

export const REVIEW_OUTCOME_NAMES: Readonly<Record<string, string>> = {
  PROVIDER_CONVERTED_ADVICE_AND_GUIDANCE_ADMIN_TO_REFER:
    'Provider Converted Advice and Guidance, Admin to Refer',
  CANCEL_APPOINTMENT_ACTION_LATER: 'Cancel Appointment Action Later',
  RETURN_TO_REFERRER_WITH_ADVICE: 'Return to Referrer With Advice',
  ACCEPT_REFER_BOOK_LATER: 'Accept Refer Book Later',
}

export const ATTACHMENT_TYPE_NAMES = {
  REFERRER: 'Referrer',
  PROVIDER: 'Provider',
  ADVICE_REQUEST: 'Advice Request',
  GUIDANCE_RESPONSE: 'Guidance Response',
} as const

export const REQUIREMENT_NAMES = {
  ADVOCACY: 'Advocacy',
  INTERPRETER: 'Interpreter',
  TRANSPORT: 'Transport',
} as const

export const CONVERSION_NAMES = {
  AUTHORISED_TO_CONVERT:
    'Referrer has allowed the Service Provider to convert the Advice and Guidance to a Referral',
  NOT_AUTHORISED_TO_CONVERT:
    'Referrer has NOT allowed the Service Provider to convert the Advice and Guidance to a Referral',
} as const
