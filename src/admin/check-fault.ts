import type { Service } from '../http/endpoint.js'
import { Refused } from './refused.js'

interface Asked {
  readonly service?: string | undefined
  readonly operation?: string | undefined
  readonly effect: { readonly kind: string; readonly failure?: string }
}

const oneOf = (names: readonly string[]): string => [...new Set(names)].join(', ')

const offers = (service: Service, operation: string | undefined): boolean =>
  operation === undefined || service.endpoints.some((endpoint) => endpoint.operation === operation)

/** Refuses a fault that no call could ever meet, and says what there is instead. */
export function checkFault(
  services: readonly Service[],
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
  if (effect.failure === undefined) return
  const failures = meant.flatMap((one) => Object.keys(one.failures ?? {}))
  if (!failures.includes(effect.failure))
    throw new Refused(
      422,
      'Unknown failure',
      `'${effect.failure}' is not documented here; there are ${oneOf(failures)}`,
    )
}
