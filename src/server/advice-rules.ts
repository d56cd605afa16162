import { PDS_GATEWAY_ADVICE } from '../gateway/pds/notes.js'
import type { AdviceRule } from '../http/finding.js'
import { HABIT_ADVICE } from '../journal/habits/advice-rules.js'
import { AUTH_ADVICE } from '../services/auth/advice-rules.js'
import { ERS_ADVICE } from '../services/ers/fhir/advice-rules.js'
import { EBS_ADVICE } from '../services/ers/mim/advice-rules.js'
import { PDS_ADVICE } from '../services/pds/fhir/advice-rules.js'
import { LDAP_ADVICE } from '../services/sds/ldap/advice-rules.js'
import { CERTIFICATE_ADVICE, TMS_ADVICE } from '../services/tms/advice-rules.js'
import { isChosen } from '../world/strict.js'

/** Every rule about calls that are answered all the same, by name. What is refused explains itself. */
export const ADVICE_RULES: readonly AdviceRule[] = [
  PDS_GATEWAY_ADVICE,
  HABIT_ADVICE,
  AUTH_ADVICE,
  ERS_ADVICE,
  EBS_ADVICE,
  PDS_ADVICE,
  LDAP_ADVICE,
  CERTIFICATE_ADVICE,
  TMS_ADVICE,
]
  .flatMap((rules): AdviceRule[] => Object.values(rules))
  .toSorted((a, b) => (a.rule < b.rule ? -1 : 1))

/** What is wrong with patterns that are to choose what a world refuses; undefined where they do. */
export function strictProblem(patterns: readonly string[]): string | undefined {
  const idle = patterns.find((pattern) => {
    const one = [pattern.replace(/^!/, '')]
    return !ADVICE_RULES.some(({ rule, afterwards }) => !afterwards && isChosen(one, rule))
  })
  return idle === undefined
    ? undefined
    : `'${idle.slice(0, 80)}' chooses no rule that can be refused; GET /_sandbox/rules lists them`
}

/** The patterns for a switch: all rules, or those that are named. */
export const strictPatterns = (strict: boolean | readonly string[]): readonly string[] =>
  typeof strict === 'boolean' ? (strict ? ['*'] : []) : strict
