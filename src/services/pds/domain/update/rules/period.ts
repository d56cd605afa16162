import { isDate } from '../../../../../world/instant.js'
import type { Item, Period } from '../../../../../world/tables/patient.js'
import type { Content } from '../changes.js'
import type { RuleContext } from '../context.js'
import { broken, type Fault, invalid, missing } from '../fault.js'

const same = (a: Period | undefined, b: Period | undefined): boolean =>
  a?.start === b?.start && a?.end === b?.end

function checkDate(date: string | undefined, field: string): Fault | undefined {
  return date === undefined || isDate(date) ? undefined : invalid('DATE_INVALID', date, field)
}

/**
 * When an item holds (pds 6.5): it begins today at the latest, and ends after it began. A period
 * that stays as it was is not looked at.
 */
export function checkPeriod(
  { period }: Content<Item>,
  at: string,
  { today }: RuleContext,
  held?: Item,
): Fault | undefined {
  if (!period || same(period, held?.period)) return undefined
  const { start, end } = period
  const field = `${at}/period`
  if (start === undefined) return missing('PERIOD_START_MISSING', `${field}/start`)
  const wrong = checkDate(start, `${field}/start`) ?? checkDate(end, `${field}/end`)
  if (wrong) return wrong
  if (start > today)
    return broken('PERIOD_IN_FUTURE', `period of '${at}' starts in the future: '${start}'`)
  return end !== undefined && end < start
    ? broken('PERIOD_REVERSED', `period of '${at}' ends before it starts`)
    : undefined
}

/** An item begins today where nothing else is said. */
export const beginToday = <Kind extends Item>(item: Content<Kind>, today: string): Content<Kind> =>
  item.period ? item : { ...item, period: { start: today } }
