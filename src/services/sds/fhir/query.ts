import { badRequest, type Refusal } from './outcome.js'
import { INTERACTION, ODS_CODE, PARTY_KEY } from './systems.js'

/** What a search names, read from its parameters. */
export interface SdsQuery {
  readonly organisation?: string
  readonly interaction?: string
  readonly partyKey?: string
  readonly manufacturer?: string
}

export type Read =
  | { readonly ok: true; readonly query: SdsQuery }
  | { readonly ok: false; readonly refusal: Refusal }

/** Parameters of the API: which member a value fills, by the system in front of the bar. */
interface Parameter {
  readonly systems: Readonly<Record<string, keyof SdsQuery>>
  readonly wrong: string
}

const organisationMessage = (name: string): string =>
  `Missing or invalid '${name}' query parameter. Should be '${name}=${ODS_CODE}|value'`

/** The service leaves out the square bracket at the end (sds 1.4). */
const IDENTIFIER_MESSAGE = `Missing or invalid 'identifier' query parameter. Should be one or both of: ['identifier=${INTERACTION}|value', 'identifier=${PARTY_KEY}|value'`

export const MISSING_ORGANISATION = badRequest(organisationMessage('organization'))

export const MISSING_INTERACTION = badRequest(
  `Missing or invalid 'identifier' query parameter. Should be 'identifier=${INTERACTION}|value'`,
)

const PARAMETERS = {
  organization: {
    systems: { [ODS_CODE]: 'organisation' },
    wrong: organisationMessage('organization'),
  },
  identifier: {
    systems: { [INTERACTION]: 'interaction', [PARTY_KEY]: 'partyKey' },
    wrong: IDENTIFIER_MESSAGE,
  },
  'manufacturing-organization': {
    systems: { [ODS_CODE]: 'manufacturer' },
    wrong: organisationMessage('manufacturing-organization'),
  },
} as const satisfies Record<string, Parameter>

export type ParameterName = keyof typeof PARAMETERS

const parameterOf = (name: string, allowed: readonly ParameterName[]): Parameter | undefined =>
  allowed.find((one) => one === name) && PARAMETERS[name as ParameterName]

/**
 * Reads the parameters of a search in the order they were sent; the first that is wrong decides. The
 * last value of each kind counts, and a blank one counts as not given (sds 1.2).
 */
export function readQuery(sent: URLSearchParams, allowed: readonly ParameterName[]): Read {
  const query: { -readonly [Name in keyof SdsQuery]: SdsQuery[Name] } = {}
  for (const [name, untrimmed] of sent) {
    const parameter = parameterOf(name, allowed)
    if (!parameter) return { ok: false, refusal: badRequest(`Illegal query parameter '${name}'`) }
    const text = untrimmed.trim()
    if (text === '') continue
    const bar = text.indexOf('|')
    const member = bar < 0 ? undefined : parameter.systems[text.slice(0, bar)]
    if (!member) return { ok: false, refusal: badRequest(parameter.wrong) }
    const value = text.slice(bar + 1).trim()
    if (value !== '') query[member] = value
  }
  return { ok: true, query }
}
