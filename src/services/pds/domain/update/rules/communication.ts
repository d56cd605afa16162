import type { Communication, ContactPreference } from '../../../../../world/tables/patient.js'
import { broken, invalid, missing } from '../fault.js'
import { isLanguage } from './languages.js'
import type { SingleRules } from './single-rule.js'

/** Another language than English; whether an interpreter is needed is not taken back (pds 6.5). */
export const communicationRules: SingleRules<Communication> = {
  field: 'extension',
  check({ language, interpreter }, field, { patient }) {
    if (language === 'en' || !isLanguage(language))
      return invalid('LANGUAGE', language, `${field}/language`)
    return interpreter === undefined && patient?.communication?.interpreter !== undefined
      ? broken('INTERPRETER_REMOVED', 'interpreterRequired cannot be removed')
      : undefined
  },
}

const FORMATS: readonly string[] = ['11', '12', '13']
const METHODS: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8']
const LONGEST_TIMES = 40

/** When somebody may be called is said with how, in at most 40 characters (pds 6.5). */
export const contactPreferenceRules: SingleRules<ContactPreference> = {
  field: 'extension',
  check({ format, method, times }, field) {
    if (format === undefined && method === undefined && times === undefined)
      return missing('CONTACT_PREFERENCE_EMPTY', field)
    if (format !== undefined && !FORMATS.includes(format))
      return invalid('WRITTEN_FORMAT', format, `${field}/PreferredWrittenCommunicationFormat`)
    if (method !== undefined && !METHODS.includes(method))
      return invalid('CONTACT_METHOD', method, `${field}/PreferredContactMethod`)
    if (times === undefined) return undefined
    if (times.length > LONGEST_TIMES)
      return invalid('CONTACT_TIMES', times, `${field}/PreferredContactTimes`)
    return method === undefined
      ? broken(
          'CONTACT_TIMES_ALONE',
          'PreferredContactTimes can only be given with PreferredContactMethod',
        )
      : undefined
  },
}
