import type { Severity } from '../../../hl7v3/acknowledgement.js'
import type { Reason } from '../../../hl7v3/control-act.js'
import { ERROR_LISTS } from '../../../hl7v3/oids.js'

/** What an answer says of a request (pds 13.5). The texts of 7, 22 and 42 are not published. */
const RESPONSES = {
  '0': ['ER', 'Generic Error'],
  '1': ['ER', 'No match to a Service User record'],
  '2': [
    'ER',
    'Multiple match, number of entries exceed current operational limit for number of matches returned',
  ],
  '3': ['WG', 'Match - NHS Number and standard Service User details returned'],
  '5': ['WG', 'Match - NHS Number and limited data only returned (sensitivity conditions apply)'],
  '7': ['WG', 'Several matches returned'],
  '9': ['WG', 'Successful retrieval - Information returned limited by sensitivity conditions'],
  '15': ['WG', 'Update Failed'],
  '22': ['ER', 'NHS Number supplied has been marked as invalid'],
  '24': [
    'WG',
    'NHS Number supplied as a parameter has been superseded and superseding NHS Number returned',
  ],
  '42': ['ER', 'NHS Number supplied is not of the new style'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>

export type ResponseCode = keyof typeof RESPONSES

/** Details that say more of a failure, with their published texts. */
export const DETAILS = {
  ST004: 'No match to a Service User record',
  RT003: 'No match to a Service User record',
  NHSNCC002: 'NHS Number Not Found',
  AT001: 'Invalid search type - invalid searchParameter value provided',
  AT002: 'Missing mandatory search field',
  AT009: 'Missing search type - a single search parameter must be provided',
  GE002: 'Unexpected business error',
  GE007: 'Mandatory field missing',
  IU058: 'Update Failed - invalid GP Registration data supplied',
} as const

export type DetailCode = keyof typeof DETAILS

const reason = (code: string, displayName: string, severity: Severity): Reason => ({
  code: { code, codeSystem: ERROR_LISTS.pds, displayName },
  severity,
})

export function response(code: ResponseCode): Reason {
  const [severity, text] = RESPONSES[code]
  return reason(code, text, severity)
}

/** Something that is wrong, and let pass (pds 13.4). */
export const warning = (code: DetailCode, rule: string): Reason => reason(code, rule, 'WG')

/** A detail, in its own words unless others say more. */
export const detail = (code: DetailCode, text: string = DETAILS[code]): Reason =>
  reason(code, text, 'ER')
