import { given } from '../../../../../world/given.js'
import type { Registration } from '../../../../../world/tables/patient.js'
import type { RuleContext } from '../context.js'
import { broken, type Fault, forbidden, invalid } from '../fault.js'
import { firstFault, type ListRules } from './list-rules.js'
import { checkPeriod } from './period.js'

const SOURCES: readonly RuleContext['source'][] = ['primary-care', 'national']

const checkSource = ({ source }: RuleContext): Fault | undefined =>
  SOURCES.includes(source)
    ? undefined
    : forbidden('PRACTICE_SOURCE', "source not permitted to update 'generalPractitioner'")

/** What must hold of the registration with a practice (pds 6.5): one, without an end. */
export const practiceRules: ListRules<Registration> = {
  field: 'generalPractitioner',
  tidy: ({ period, odsCode }) => given({ period, odsCode: odsCode.trim().toUpperCase() }) as never,
  check: (practice, at, context, held) =>
    firstFault([
      () => checkSource(context),
      () =>
        context.isPractice(practice.odsCode)
          ? undefined
          : invalid('NOT_A_PRACTICE', practice.odsCode, `${at}/identifier/value`),
      () =>
        practice.period?.end !== undefined
          ? broken('PRACTICE_ENDS', 'An end date can not be provided on general practitioner')
          : undefined,
      () => checkPeriod(practice, `${at}/identifier`, context, held),
    ]),
  checkRemoval: (_, { source }) =>
    source === 'national'
      ? undefined
      : forbidden('PRACTICE_REMOVED', "source not permitted to remove 'generalPractitioner'"),
  checkBeside: (_, others) =>
    others.length > 0
      ? broken('SECOND_PRACTICE', 'multiple general practitioners cannot be added')
      : undefined,
}
