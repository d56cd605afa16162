import { given } from '../../../../../world/given.js'
import type { PatientName } from '../../../../../world/tables/patient.js'
import type { Content } from '../changes.js'
import { broken, characters, type Fault, forbidden, invalid, missing, tooMany } from '../fault.js'
import { firstFault, type ListRules } from './list-rules.js'
import { checkPeriod } from './period.js'

type Name = Content<PatientName>

const LONGEST = 35
const MOST_GIVEN = 5

/** Codes 32, 39, 45, 46, digits, Latin letters with and without accents (pds 6.5, 16 row 23). */
const ALLOWED = /^[\u0020'\-.0-9A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u017F]*$/

const checkText = (text: string, field: string): Fault | undefined => {
  if (text.length > LONGEST) return invalid('NAME_TOO_LONG', text, field)
  return ALLOWED.test(text) ? undefined : characters('NAME_CHARACTERS', text, field)
}

function checkTexts(texts: readonly string[] | undefined, field: string): Fault | undefined {
  return firstFault((texts ?? []).map((text) => () => checkText(text, field)))
}

/** A usual name has no end; one that has always had one keeps it. */
const checkEnd = ({ use, period }: Name, held: PatientName | undefined): Fault | undefined =>
  use === 'usual' && period?.end !== undefined && period.end !== held?.period?.end
    ? broken('USUAL_NAME_ENDS', 'An end date can not be provided on usual name')
    : undefined

function checkGiven(list: readonly string[] | undefined, at: string): Fault | undefined {
  const field = `${at}/given`
  if (list && list.length > MOST_GIVEN) return tooMany('TOO_MANY_GIVEN_NAMES', list, field)
  return checkTexts(list, field)
}

const checkSuffix = (list: readonly string[] | undefined, at: string): Fault | undefined => {
  const wrong = list?.find((suffix) => !/^[A-Z]/.test(suffix))
  return wrong === undefined
    ? checkTexts(list, `${at}/suffix`)
    : invalid('SUFFIX', wrong, `${at}/suffix`)
}

const some = (list: readonly string[] | undefined): readonly string[] | undefined => {
  const filled = list?.map((text) => text.trim()).filter(Boolean)
  return filled && filled.length > 0 ? filled : undefined
}

/** A given name after the first that has spaces is several; the first may keep its own. */
const splitGiven = (list: readonly string[] | undefined): readonly string[] | undefined =>
  some(list)?.flatMap((name, at) => (at === 0 ? [name] : name.split(/\s+/)))

/** What must hold of names (pds 6.5): one usual name that stays, at most one nickname. */
export const nameRules: ListRules<PatientName> = {
  field: 'name',
  tidy: ({ use, period, prefix, given: first, family, suffix }) =>
    given({
      use,
      period,
      prefix: some(prefix)?.map((text) => text.replace(/\.+$/, '')),
      given: splitGiven(first),
      family: family.trim(),
      suffix: some(suffix),
    }) as Name,
  check: (name, at, context, held) =>
    firstFault([
      () => (name.family === '' ? missing('FAMILY_MISSING', `${at}/family`) : undefined),
      () => checkText(name.family, `${at}/family`),
      () => checkGiven(name.given, at),
      () => checkTexts(name.prefix, `${at}/prefix`),
      () => checkSuffix(name.suffix, at),
      () =>
        held && held.use !== name.use
          ? broken('NAME_USE_CHANGED', `use of '${at}' cannot be changed`)
          : undefined,
      () => checkEnd(name, held),
      () => checkPeriod(name, at, context, held),
    ]),
  checkRemoval: ({ use }) =>
    use === 'usual'
      ? forbidden('USUAL_NAME_REMOVED', 'not permitted to remove usual name')
      : undefined,
  checkBeside({ use }, others, added) {
    if (!added || !others.some((other) => other.use === use)) return undefined
    if (use === 'usual')
      return forbidden('SECOND_USUAL_NAME', 'multiple usual names cannot be added')
    return use === 'nickname'
      ? broken('SECOND_NICKNAME', 'multiple nicknames cannot be added')
      : undefined
  },
}
