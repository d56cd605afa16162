import { oid } from '../../oids.js'
import { vocabulary } from './vocabulary.js'

/** Why a patient did not come (ers-hl7v3-mim 10.2), and the reasons of the FHIR API. */
const REASONS = {
  '1': 'CANCELLED_TOO_LATE',
  '2': 'ARRIVED_TOO_LATE',
  '3': 'PATIENT_FORGOT',
  '4': 'PATIENT_DIED',
  '5': 'PATIENT_ILL',
  '8': 'UNKNOWN',
  '9': 'NOT_SPECIFIED',
} as const

export type NonAttendanceCode = keyof typeof REASONS

export const NON_ATTENDANCE = vocabulary(
  'ReasonForDna',
  Object.keys(REASONS) as NonAttendanceCode[],
  oid('16.19'),
)

/** The reason of the FHIR API for one of a message. */
export const nonAttendanceReasonOf = (code: NonAttendanceCode): string => REASONS[code]

/** The code in messages of a reason of the FHIR API: `9`, not specified, if it has none. */
export const nonAttendanceCodeOf = (reason: string): NonAttendanceCode =>
  NON_ATTENDANCE.codes.find((code) => REASONS[code] === reason) ?? '9'
