import { CIS2_ISSUER, NHS_LOGIN_ISSUER } from '../bases.js'
import { CIS2_REALMS, MOCK_REALMS, NHS_LOGIN_REALM, type Realm } from '../realms.js'

/** Addresses of a login page: where it is shown and where its form goes. */
export interface LoginAddress {
  readonly show: string
  readonly submit: string
  readonly realmOf: (params: Readonly<Record<string, string>>) => Realm | undefined
}

function mockRealm(name = ''): Realm | undefined {
  return MOCK_REALMS.find((realm) => realm.name === name)
}

export const LOGIN_ADDRESSES: readonly LoginAddress[] = [
  {
    show: '/realms/:realm/protocol/openid-connect/auth',
    submit: '/realms/:realm/login-actions/authenticate',
    realmOf: ({ realm }) => mockRealm(realm),
  },
  {
    show: `${CIS2_ISSUER}/authorize`,
    submit: `${CIS2_ISSUER}/login`,
    realmOf: () => CIS2_REALMS[0],
  },
  {
    show: `${NHS_LOGIN_ISSUER}/authorize`,
    submit: `${NHS_LOGIN_ISSUER}/login`,
    realmOf: () => NHS_LOGIN_REALM,
  },
]
