import type { Refusal } from './operation.js'

/** What A001 is asked for. */
export interface Search {
  readonly nhsNumber: string
  /** Whether the appointments and tasks of the referrals shall come with them. */
  readonly including: boolean
}

const PATIENT = /^(?:https:\/\/fhir\.nhs\.uk\/Id\/nhs-number\|)?(\d{10})$/
const CATEGORIES: readonly string[] = ['3457005', 'http://snomed.info/sct|3457005']
const INCLUDES: readonly string[] = ['Appointment:based-on', 'Task:focus']

const bothOrNone = (values: readonly string[]): boolean =>
  values.length === 0 ||
  (values.length === INCLUDES.length && INCLUDES.every((one) => values.includes(one)))

/** The rules of the query: which parameter, whether it must be there, which values are right. */
const PARAMETERS: readonly {
  readonly name: string
  readonly mandatory: boolean
  readonly fits: (values: readonly string[]) => boolean
}[] = [
  {
    name: 'patient:identifier',
    mandatory: true,
    fits: ([value = '', ...more]) => PATIENT.test(value) && more.length === 0,
  },
  {
    name: 'category',
    mandatory: true,
    fits: ([value = '', ...more]) => CATEGORIES.includes(value) && more.length === 0,
  },
  { name: '_revinclude', mandatory: false, fits: bothOrNone },
]

const problem = (diagnostics: string, name: string): Refusal => ({
  code: 'REC_BAD_REQUEST',
  diagnostics,
  expression: `http."${name}"`,
})

function problemOf(
  query: URLSearchParams,
  { name, mandatory, fits }: (typeof PARAMETERS)[number],
): Refusal[] {
  const values = query.getAll(name)
  if (mandatory && values.every((value) => value === ''))
    return [problem('Missing mandatory value', name)]
  return fits(values) ? [] : [problem('Invalid value', name)]
}

/** Reads the query of A001; every parameter that is wrong is named (ers-fhir 12). */
export function readSearch(
  query: URLSearchParams,
): Search | { readonly problems: readonly [Refusal, ...Refusal[]] } {
  const [first, ...others] = PARAMETERS.flatMap((parameter) => problemOf(query, parameter))
  if (first) return { problems: [first, ...others] }
  return {
    nhsNumber: PATIENT.exec(query.get('patient:identifier') ?? '')?.[1] ?? '',
    including: query.has('_revinclude'),
  }
}
