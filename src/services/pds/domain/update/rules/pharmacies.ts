import { invalid } from '../fault.js'
import type { SingleRules } from './single-rule.js'

/** A pharmacy, dispensing doctor or appliance supplier that the directory knows (pds 6.5). */
export const pharmacyRules: SingleRules<string> = {
  field: 'extension',
  check: (odsCode, field, { isOrganisation }) =>
    /^[A-Za-z0-9]{3,10}$/.test(odsCode) && isOrganisation(odsCode)
      ? undefined
      : invalid('ORGANISATION_UNKNOWN', odsCode, field),
}
