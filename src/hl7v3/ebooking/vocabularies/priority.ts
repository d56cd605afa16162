import { oid } from '../../oids.js'
import { vocabulary } from './vocabulary.js'

/** Priorities of referrals and slots (ers-hl7v3-mim 10.4); `4` is gone from later releases. */
export const PRIORITY = vocabulary('PriorityType', ['1', '2', '3', '4'], oid('17.95'))

export type PriorityCode = (typeof PRIORITY.codes)[number]

export const PRIORITY_TEXTS: Readonly<Record<PriorityCode, string>> = {
  '1': 'Routine',
  '2': 'Urgent',
  '3': '2 week wait',
  '4': 'Soon',
}

/** The priorities of the FHIR API that these are; `4` has none and counts as routine. */
const FHIR: Readonly<Record<PriorityCode, string>> = {
  '1': 'ROUTINE',
  '2': 'URGENT',
  '3': 'TWO_WEEK_WAIT',
  '4': 'ROUTINE',
}

/** The priority of the FHIR API for one of a message (ers-hl7v3-mim 9). */
export const priorityOf = (code: PriorityCode): string => FHIR[code]

/** The code in messages of a priority of the FHIR API; routine for an unknown one. */
export const priorityCodeOf = (priority: string): PriorityCode =>
  PRIORITY.codes.find((code) => FHIR[code] === priority) ?? '1'
