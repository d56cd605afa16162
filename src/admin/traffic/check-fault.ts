import { Refused } from '../refused.js'

/** What a fault can strike: a service, its operations, and the failures that it documents. */
export interface Struck {
  readonly id: string
  readonly endpoints: readonly { readonly operation: string }[]
  readonly failures?: Readonly<Record<string, unknown>>
  /** Operations that calls name themselves: interactions. */
  readonly interactions?: readonly { readonly operation: string }[]
  /** The form of operations that are not known here. */
  readonly operations?: RegExp
  /** Whom its calls go to, where they leave the sandbox. */
  readonly deliversTo?: 'parties'
  /** Kinds of effects that make no sense there. */
  readonly unable?: readonly string[]
  /** Kinds of effects that make sense there alone. */
  readonly able?: readonly string[]
}

/** Effects that only some services know. */
const RARE = ['DUPLICATE']

interface Asked {
  readonly service?: string | undefined
  readonly operation?: string | undefined
  readonly party?: string | undefined
  readonly effect: { readonly kind: string; readonly failure?: string }
}

const oneOf = (names: readonly string[]): string => [...new Set(names)].join(', ')

const offers = (service: Struck, operation: string | undefined): boolean =>
  operation === undefined ||
  service.operations?.test(operation) === true ||
  [...service.endpoints, ...(service.interactions ?? [])].some((one) => one.operation === operation)

const knows = ({ unable = [], able = [] }: Struck, kind: string): boolean =>
  !unable.includes(kind) && (!RARE.includes(kind) || able.includes(kind))

/** Refuses a fault that no call could ever meet, and says what there is instead. */
export function checkFault(
  services: readonly Struck[],
  { service, operation, party, effect }: Asked,
): void {
  const named = services.filter(({ id }) => service === undefined || id === service)
  if (named.length === 0)
    throw new Refused(
      422,
      'Unknown service',
      `there is no service '${service}'; there are ${oneOf(services.map(({ id }) => id))}`,
    )
  const meant = named.filter((one) => offers(one, operation))
  if (meant.length === 0)
    throw new Refused(
      422,
      'Unknown operation',
      `there is no operation '${operation}'; GET /_sandbox/coverage lists them`,
    )
  const able = meant.filter((one) => knows(one, effect.kind))
  if (able.length === 0)
    throw new Refused(422, 'Unknown effect', `${effect.kind} makes no sense for '${service}'`)
  if (party !== undefined && able.every(({ deliversTo }) => deliversTo !== 'parties'))
    throw new Refused(422, 'Unknown party', `nothing of '${service}' is delivered to a party`)
  if (effect.failure === undefined) return
  const failures = meant.flatMap((one) => Object.keys(one.failures ?? {}))
  if (!failures.includes(effect.failure))
    throw new Refused(
      422,
      'Unknown failure',
      `'${effect.failure}' is not documented here; there are ${oneOf(failures)}`,
    )
}
