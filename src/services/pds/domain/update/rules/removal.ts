import { isDate } from '../../../../../world/instant.js'
import { forbidden, invalid } from '../fault.js'
import type { SingleRules } from './single-rule.js'

/** Why somebody leaves the list of a practice (pds 13.6, 17.168). */
const REASONS: readonly string[] = [
  ...['DEA', 'EMB', 'SCT', 'NIT', 'AFN', 'AFL', 'SDN', 'SDL', 'TRA', 'RFI'],
  ...['RDI', 'RDR', 'RPR', 'OPA', 'CGA', 'DIS', 'LDN', 'X', 'ORR', 'CAN'],
]

const FIELD = 'removalFromRegistration'

/** Only national bodies take somebody off the list, or put them back (pds 6.5). */
export const removalRules: SingleRules<{ readonly reason: string; readonly start: string }> = {
  field: FIELD,
  check({ reason, start }, field, { source }) {
    if (source !== 'national')
      return forbidden('SOURCE', `source not permitted to update '${FIELD}'`)
    if (!REASONS.includes(reason)) return invalid('REMOVAL_REASON', reason, field)
    return isDate(start) ? undefined : invalid('DATE_INVALID', start, field)
  },
  checkRemoval: ({ source }) =>
    source === 'national'
      ? undefined
      : forbidden('SOURCE', `source not permitted to remove '${FIELD}'`),
}
