import type { Parameters } from '../../form.js'
import type { Dialect } from '../dialect.js'

const asked = (parameters: Parameters): string[] => [
  ...new Set((parameters.get('scope') ?? '').split(' ').filter(Boolean)),
]

/** The scopes of a request that the provider or the client does not have. */
export function otherScopes(
  dialect: Pick<Dialect, 'scopes'>,
  registered: readonly string[] | undefined,
  parameters: Parameters,
): string[] {
  const allowed = registered ?? dialect.scopes
  return asked(parameters).filter(
    (scope) => !dialect.scopes.includes(scope) || (scope !== 'openid' && !allowed.includes(scope)),
  )
}

/** The scopes that are granted, in the order asked for. */
export function grantedScope(
  dialect: Pick<Dialect, 'scopes' | 'otherScopes'>,
  registered: readonly string[] | undefined,
  parameters: Parameters,
): string {
  const without =
    dialect.otherScopes === 'GRANTED' ? [] : otherScopes(dialect, registered, parameters)
  return asked(parameters)
    .filter((scope) => !without.includes(scope))
    .join(' ')
}
