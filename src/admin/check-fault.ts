import { Refused } from './refused.js'

/** What a fault can strike: a service, its operations, and the failures that it documents. */
export interface Struck {
  readonly id: string
  readonly endpoints: readonly { readonly operation: string }[]
  readonly failures?: Readonly<Record<string, unknown>>
  /** Kinds of effects that make no sense there. */
  readonly unable?: readonly string[]
}

interface Asked {
  readonly service?: string | undefined
  readonly operation?: string | undefined
  readonly effect: { readonly kind: string; readonly failure?: string }
}

const oneOf = (names: readonly string[]): string => [...new Set(names)].join(', ')

const offers = (service: Struck, operation: string | undefined): boolean =>
  operation === undefined || service.endpoints.some((endpoint) => endpoint.operation === operation)

/** Refuses a fault that no call could ever meet, and says what there is instead. */
export function checkFault(
  services: readonly Struck[],
  { service, operation, effect }: Asked,
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
  if (meant.every(({ unable }) => unable?.includes(effect.kind)))
    throw new Refused(
      422,
      'Unknown effect',
      `${effect.kind} makes no sense for '${service}', which is not spoken to over HTTP`,
    )
  if (effect.failure === undefined) return
  const failures = meant.flatMap((one) => Object.keys(one.failures ?? {}))
  if (!failures.includes(effect.failure))
    throw new Refused(
      422,
      'Unknown failure',
      `'${effect.failure}' is not documented here; there are ${oneOf(failures)}`,
    )
}
