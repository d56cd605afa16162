import type { Referral, ReferralState } from '../../../world/tables/referral.js'

/** States as the patient care API writes them; the last three have no published names (ers-fhir 12). */
export type PatientCareState =
  | 'REJECTED'
  | 'TRIAGE_RESPONSE'
  | 'AWAITING_TRIAGE'
  | 'NOT_BOOKED'
  | 'DEFER_TO_PROVIDER'
  | 'BOOKED'
  | 'APPOINTMENT_CANCELLED_BY_PATIENT'
  | 'APPOINTMENT_CANCELLED_BY_PROVIDER'
  | 'CARL'
  | 'ARBL'
  | 'CARBL_OR_ARL'

/**
 * What the patient sees each state as. States that are not here are not active for the patient:
 * cancelled, not attended, assessed.
 */
const STATES: Readonly<Partial<Record<ReferralState, PatientCareState>>> = {
  NOT_BOOKED: 'NOT_BOOKED',
  BOOKED: 'BOOKED',
  DEFERRED_TO_PROVIDER: 'DEFER_TO_PROVIDER',
  AWAITING_TRIAGE: 'AWAITING_TRIAGE',
  TRIAGE_RESPONSE: 'TRIAGE_RESPONSE',
  TRIAGED_PROVIDER_TO_ACTION: 'CARBL_OR_ARL',
  REJECTED: 'REJECTED',
  APPT_CANCELLED_BY_PATIENT: 'APPOINTMENT_CANCELLED_BY_PATIENT',
  APPT_CANCELLED_BY_PROVIDER: 'APPOINTMENT_CANCELLED_BY_PROVIDER',
}

/** Review outcomes that tell the state of a referral with the provider more closely. */
const BY_OUTCOME: Readonly<Record<string, PatientCareState>> = {
  ACCEPT_REFER_BOOK_LATER: 'ARBL',
  CANCEL_APPOINTMENT_ACTION_LATER: 'CARL',
}

/** The state of a referral for its patient; undefined if it is not active. */
export const stateFor = ({ state, stateReason }: Referral): PatientCareState | undefined =>
  (state === 'TRIAGED_PROVIDER_TO_ACTION' && BY_OUTCOME[stateReason?.code ?? '']) || STATES[state]
