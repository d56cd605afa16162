import { oid } from '../../oids.js'
import { vocabulary } from './vocabulary.js'

/**
 * Why an appointment is cancelled (ers-hl7v3-mim 10.1): each code with the reasons of the FHIR API of
 * the same kind, the first of which it is read as.
 */
const REASONS = {
  '01': ['CLINIC_CANCELLED'],
  '02': ['SLOT_CANCELLED'],
  '03': ['CLINIC_OVERRUN'],
  '11': ['CLINIC_CANCELLED_ALTERNATIVE'],
  '12': ['SLOT_CANCELLED_ALTERNATIVE'],
  '13': ['CLINIC_OVERRUN_ALTERNATIVE'],
  '15': ['ADDITIONAL_REQ_NOT_ELIGIBLE'],
  '16': ['ADDITIONAL_REQ_NOT_PROVIDED'],
  '17': ['ADDITIONAL_REQ_UNAVAILABLE'],
  '19': ['NOT_SPECIFIED', 'PROVIDER_CANCELLATION'],
  '20': ['PATIENT_DIED'],
  '21': ['PATIENT_ILL'],
  '22': ['PATIENT_HOLIDAY'],
  '23': ['PATIENT_OTHER_ENGAGEMENT'],
  '24': [],
  '27': [],
  '28': [],
  '39': ['PATIENT_APPOINTMENT_CANCELLATION_OTHER'],
  '40': ['PRIORITY_CHANGE'],
  '41': ['PRIORITY_INAPPROPRIATE'],
  '50': ['FURTHER_INFORMATION_REQUIRED'],
  '51': ['OTHER'],
  '52': ['OUTPATIENT_APPT_NOT_REQUIRED'],
  '53': ['SERVICE_INAPPROPRIATE'],
  '54': ['SERVICE_PREREQUISITES_NOT_COMPLETE'],
  '60': ['REDIRECTED_AGE'],
  '61': ['REDIRECTED_APPROPRIATE_CLINIC'],
  '62': ['REDIRECTED_APPROPRIATE_SPECIALTY'],
  '63': ['REDIRECTED_CONFIDENTIALITY'],
  '64': ['REDIRECTED_GENDER'],
  '65': ['REDIRECTED_OTHER'],
  '66': ['REDIRECTED_PRIORITY'],
  '67': ['REDIRECTED_STAFF_VACATION'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type CancellationReasonCode = keyof typeof REASONS

const CODES = (Object.keys(REASONS) as CancellationReasonCode[]).sort()

export const CANCELLATION_REASON = vocabulary('ReasonForApptCancel', CODES, oid('16.18'))

const reasonsOf = (code: CancellationReasonCode): readonly string[] => REASONS[code]

/** The reason of the FHIR API for one of a message; codes whose text is not known are the patient's. */
export const cancellationReasonOf = (code: CancellationReasonCode): string =>
  reasonsOf(code)[0] ?? 'PATIENT_APPOINTMENT_CANCELLATION_OTHER'

/** The code in messages of a reason of the FHIR API: `39`, of the patient or referrer, if it has none. */
export const cancellationCodeOf = (reason: string | undefined): CancellationReasonCode =>
  CODES.find((code) => reason !== undefined && reasonsOf(code).includes(reason)) ?? '39'

/** The code that a sender means by one digit: the published example writes `1` for `01`. */
export const paddedReason = (text: string | undefined): string | undefined =>
  text !== undefined && /^[123]$/.test(text) ? `0${text}` : text
