import { isDate } from '../../../../../world/instant.js'
import type { RuleContext } from '../context.js'
import { broken, type Fault, forbidden, invalid } from '../fault.js'
import type { SingleRules } from './single-rule.js'

const FORMAL = '2'

/** Death is not taken back, and a formal one not changed, but by a national body (pds 6.5). */
const changeable =
  (member: string) =>
  ({ source, patient }: RuleContext): Fault | undefined =>
    source !== 'national' && patient?.death?.status === FORMAL
      ? forbidden('DEATH_FORMAL', `source not permitted to update '${member}'`)
      : undefined

const removable =
  (member: string) =>
  ({ source }: RuleContext): Fault | undefined =>
    source === 'national'
      ? undefined
      : forbidden('DEATH_REMOVED', `source not permitted to remove '${member}'`)

function checkDate(date: string, { today, patient }: RuleContext): Fault | undefined {
  if (date > today) return broken('DEATH_IN_FUTURE', `deceasedDateTime '${date}' is in the future`)
  const born = patient?.birthDate
  return born !== undefined && date < born
    ? broken('DEATH_BEFORE_BIRTH', `deceasedDateTime '${date}' is before the date of birth`)
    : undefined
}

export const deathDateRules: SingleRules<string> = {
  field: 'deceasedDateTime',
  check: (date, field, context) =>
    isDate(date)
      ? (changeable('deceasedDateTime')(context) ?? checkDate(date, context))
      : invalid('DATE_INVALID', date, field),
  checkRemoval: removable('deceasedDateTime'),
}

export const deathStatusRules: SingleRules<'1' | '2'> = {
  field: 'extension',
  check: (status, _, context) =>
    changeable('deathNotificationStatus')(context) ??
    (status === FORMAL && context.source !== 'national'
      ? forbidden('DEATH_FORMAL_SOURCE', 'source not permitted to add a formal death notification')
      : undefined),
  checkRemoval: removable('deathNotificationStatus'),
}

/** Where there is no death yet, the date and the notification come together (pds 6.5). */
export function checkDeathWhole(
  { patient }: RuleContext,
  sent: { readonly date: boolean; readonly status: boolean },
): Fault | undefined {
  if (patient?.death || sent.date === sent.status) return undefined
  return broken(
    'DEATH_INCOMPLETE',
    'deceasedDateTime and death notification status must be added together',
  )
}
