import type { KeyObject } from 'node:crypto'
import type { RedeemAtProvider } from '../../../src/services/auth/external-login.js'
import type { ProviderKeys } from '../../../src/services/auth/id-token/provider-keys.js'
import { KeyStore } from '../../../src/services/auth/keys.js'
import { redeemCode } from '../../../src/services/auth/provider/redeem-code.js'
import { issuerOf, REALMS } from '../../../src/services/auth/realms.js'
import { createAuthService } from '../../../src/services/auth/service.js'
import { BASE, NO_FETCH, PRIVATE_KEY, PUBLIC_KEY, SECONDS, signJwt } from './support.js'

const CIS2_PATH = '/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare'

export const ISSUERS = {
  cis2: `${BASE}${CIS2_PATH}`,
  nhsLogin: `${BASE}/nhs-login`,
  mockCis2: `${BASE}/realms/Cis2-mock-int`,
  mockNhsLogin: `${BASE}/realms/NHS-Login-mock-int`,
} as const

/** Providers that sign with the test's own key. */
export const KNOWN_KEYS: ProviderKeys = async () => [PUBLIC_KEY]

/** Logs in at this sandbox, with an id_token signed by the test's key. */
export const redeemSigned =
  (changes: object = {}, header: object = {}, key?: KeyObject): RedeemAtProvider =>
  async ({ world, request }, provider, sent) => {
    const redeemed = redeemCode(world, provider, sent)
    const realm = REALMS.find((one) => one.provider === provider)
    if (!redeemed || !realm) return undefined
    const payload = { iss: issuerOf(request.base, realm), aud: provider.clientId, ...changes }
    return { session: redeemed.session, idToken: idToken(payload, header, key) }
  }

export const serviceWithKeys = (
  providerKeys: ProviderKeys = KNOWN_KEYS,
  redeem: RedeemAtProvider = redeemSigned(),
) => createAuthService({ keys: new KeyStore(), fetchJwks: NO_FETCH, providerKeys, redeem })

const HEADER = { typ: 'JWT', kid: 'test-1', alg: 'RS512' }

/** The id_token of a doctor at CIS2, with changes (auth 5.5). */
export const workerClaims = (changes: object = {}) => ({
  iss: ISSUERS.cis2,
  sub: '555300000101',
  aud: '1234567890.apps.supplier',
  exp: SECONDS + 3600,
  iat: SECONDS,
  amr: ['N3_SMARTCARD'],
  id_assurance_level: '3',
  authentication_assurance_level: '3',
  sid: 'c0d7b1e2-53aa-4d18-b1a5-3a17f3ab9c55',
  ...changes,
})

/** The id_token of a patient at NHS login, with changes (auth 6.5). */
export const patientClaims = (changes: object = {}) => ({
  iss: ISSUERS.nhsLogin,
  sub: '49f470a1-0000-4000-8000-0f9cec937c46',
  aud: 'example-rp',
  exp: SECONDS + 3600,
  iat: SECONDS,
  vot: 'P9.Cp.Cd',
  nhs_number: '9999999468',
  identity_proofing_level: 'P9',
  ...changes,
})

export const idToken = (claims: object, header: object = {}, key: KeyObject = PRIVATE_KEY) =>
  signJwt({ ...HEADER, ...header }, claims, key)
