import type { PaperRecord, PrimaryCareRegistration } from '../../../../../world/tables/patient.js'
import type { RuleContext } from '../context.js'
import { type Fault, forbidden, invalid, missing } from '../fault.js'
import type { SingleRules } from './single-rule.js'

/** What only messages change; the codes are those of their lists (pds 13.6). */

const oneOf = (field: string, codes: readonly string[]): SingleRules<string> => ({
  field,
  check: (code) => (codes.includes(code) ? undefined : invalid('CODE', code, field)),
})

export const healthspaceRules = oneOf('healthspaceRegistration', ['1', '2', '3'])

export const callBackRules = oneOf('consent', ['1', '2', '4', '5'])

export const sharedSecretRules: SingleRules<string> = {
  field: 'sharedSecret',
  check: (secret, field) =>
    secret.trim() === '' ? missing('SHARED_SECRET_EMPTY', field) : undefined,
}

const national =
  (field: string) =>
  ({ source }: RuleContext): Fault | undefined =>
    source === 'national'
      ? undefined
      : forbidden('SOURCE', `source not permitted to update '${field}'`)

const REGISTRATION = 'nHAISRegistrationEvent'

/** Registration authorities alone register. */
export const registrationRules: SingleRules<PrimaryCareRegistration> = {
  field: REGISTRATION,
  check: (_, __, context) => national(REGISTRATION)(context),
  checkRemoval: national(REGISTRATION),
}

const STATUSES: readonly string[] = [
  ...['RP', 'RB', 'RS', 'RN', 'RA', 'CP', 'CS', 'CN', 'SP', 'FB', 'FP', 'FA'],
  ...['HB', 'HS', 'HN', 'HP', 'HX'],
]
const PRIORITIES: readonly string[] = ['U', 'N']

export const paperRecordRules: SingleRules<PaperRecord> = {
  field: 'clinicalDocumentEvent',
  check({ status, priority }, field) {
    if (status !== undefined && !STATUSES.includes(status))
      return invalid('TRANSFER_STATUS', status, `${field}/transferStatus`)
    return priority === undefined || PRIORITIES.includes(priority)
      ? undefined
      : invalid('TRANSFER_PRIORITY', priority, `${field}/priorityCode`)
  },
}
