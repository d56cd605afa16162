import type { LoginUser } from '../../../../world/tables/login-user.js'
import type { Authenticators } from '../login/authenticators.js'
import { satisfies } from './acr.js'

type Aal = 1 | 2 | 3

/** Methods by the names that `amr` has, with the level each reaches (auth 5.7). */
const METHODS: readonly { readonly value: string; readonly label: string; readonly aal: Aal }[] = [
  { value: 'N3_SMARTCARD', label: 'Smartcard', aal: 3 },
  { value: 'CIS2_SMARTCARD', label: 'Smartcard of CIS2', aal: 3 },
  { value: 'WINDOWS_HELLO', label: 'Windows Hello', aal: 3 },
  { value: 'FIDO2', label: 'Security key', aal: 3 },
  { value: 'IOS', label: 'iPad', aal: 3 },
  { value: 'PASSKEY', label: 'Passkey', aal: 2 },
  { value: 'NHSMAIL', label: 'NHSmail', aal: 2 },
  { value: 'TOTP', label: 'Microsoft Authenticator', aal: 2 },
  { value: 'USERPASS', label: 'User name and password', aal: 1 },
]

function withMethod(user: LoginUser, method: string): LoginUser | undefined {
  if (user.provider !== 'nhs-cis2') return undefined
  if (method === user.amr) return user
  const known = METHODS.find(({ value }) => value === method)
  // Somebody who is known to reach a level has every method up to it.
  return known && known.aal <= user.aal ? { ...user, aal: known.aal, amr: method } : undefined
}

/** The authenticators of CIS2 (auth 5.7). */
export const CIS2_AUTHENTICATORS: Authenticators = {
  offered: ({ acr }) => METHODS.filter(({ aal, value }) => satisfies(acr, { aal, amr: value })),
  ownOf: (user) => (user.provider === 'nhs-cis2' ? user.amr : ''),
  use: withMethod,
  reaches: ({ acr }, user) => user.provider === 'nhs-cis2' && satisfies(acr, user),
  asked: ({ acr }) => acr,
}
