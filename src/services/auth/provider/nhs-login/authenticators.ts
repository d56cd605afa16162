import type { LoginUser } from '../../../../world/tables/login-user.js'
import type { Authenticators } from '../login/authenticators.js'
import { satisfiesVtr } from './vectors.js'

/** Credentials as vectors of trust write them (auth 6.6). */
const METHODS = [
  { value: 'Cp.Cd', label: 'Password on a known device' },
  { value: 'Cp.Ck', label: 'Password and a code from a device' },
  { value: 'Cm', label: 'Fingerprint, face or passkey' },
  { value: 'Cp', label: 'Password only' },
] as const

const credentialsOf = (vectorOfTrust: string): string => vectorOfTrust.split('.').slice(1).join('.')

function withMethod(user: LoginUser, method: string): LoginUser | undefined {
  if (user.provider !== 'nhs-login') return undefined
  if (method === credentialsOf(user.vectorOfTrust)) return user
  return METHODS.some(({ value }) => value === method)
    ? { ...user, vectorOfTrust: `${user.proofing}.${method}` }
    : undefined
}

/** The authenticators of NHS login (auth 6.6). */
export const NHS_LOGIN_AUTHENTICATORS: Authenticators = {
  offered: ({ vtr }) => METHODS.filter(({ value }) => !vtr || satisfiesVtr(vtr, `P9.${value}`)),
  ownOf: (user) => (user.provider === 'nhs-login' ? credentialsOf(user.vectorOfTrust) : ''),
  use: withMethod,
  reaches: ({ vtr }, user) =>
    user.provider === 'nhs-login' && (!vtr || satisfiesVtr(vtr, user.vectorOfTrust)),
  asked: ({ vtr = [] }) => vtr.join(' or '),
}
