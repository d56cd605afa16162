import { expect, test } from 'vitest'
import type { RedeemAtProvider } from '../../../src/services/auth/external-login.js'
import { ISSUERS, KNOWN_KEYS, redeemSigned, serviceWithKeys } from './id-tokens.js'
import {
  addPeople,
  findings,
  follow,
  location,
  logIn,
  newWorld,
  OTHER_KEY,
  type Reply,
  refusal,
  register,
  send,
} from './support.js'

/** Comes back from the mock CIS2 to an identity service whose provider answers in its own way. */
async function comeBack(redeem: RedeemAtProvider, keys = KNOWN_KEYS): Promise<Reply> {
  const world = newWorld()
  register(world)
  addPeople(world)
  const service = serviceWithKeys(keys, redeem)
  return follow(service, world, await logIn(service, world, 'doctor'))
}

const nonsense: RedeemAtProvider = async (...given) => {
  const login = await redeemSigned()(...given)
  return login && { ...login, idToken: 'a.b.c' }
}

const invalid = (text: string, status = 400) => [status, 'invalid_request', text]

test.each<[string, RedeemAtProvider, unknown[]]>([
  ['cannot be decoded', nonsense, invalid('Malformed JWT in External ID token')],
  [
    'is for another client, before the issuer',
    redeemSigned({ aud: 'x', iss: 'y' }),
    invalid("Invalid 'aud' claim in external ID token JWT"),
  ],
  [
    'is of another issuer, before the key',
    redeemSigned({ iss: ISSUERS.cis2 }, { kid: 'x' }),
    invalid('Invalid iss claim in external ID token JWT'),
  ],
  [
    'names an unknown key, before the signature',
    redeemSigned({}, { kid: 'x' }, OTHER_KEY),
    invalid("Invalid 'kid' header in external ID token JWT - no matching public key", 401),
  ],
  [
    'is signed with another key',
    redeemSigned({}, {}, OTHER_KEY),
    [401, 'public_key error', 'JWT signature verification failed'],
  ],
])('refuses a login whose id_token %s', async (_name, redeem, expected) => {
  const reply = await comeBack(redeem)
  expect(refusal(reply)).toEqual(expected)
  expect(findings(reply)).toHaveLength(1)
})

test('takes an issuer in any letter case, signed with RS256', async () => {
  const iss = ISSUERS.mockCis2.toUpperCase().replace('HTTPS', 'https')
  const reply = await comeBack(redeemSigned({ iss }, { alg: 'RS256' }))
  expect(location(reply).searchParams.get('code')).toMatch(/^\w{32}$/)
})

test('answers with the catch-all where the key set cannot be had', async () => {
  const reply = await comeBack(redeemSigned(), () => Promise.reject(new Error('timeout')))
  expect(refusal(reply).slice(0, 2)).toEqual([500, 'unknown_error'])
})

test('a refused login has used its state up', async () => {
  const world = newWorld()
  register(world)
  addPeople(world)
  const service = serviceWithKeys(KNOWN_KEYS, nonsense)
  const submitted = await logIn(service, world, 'doctor')
  expect(refusal(await follow(service, world, submitted))[2]).toContain('Malformed')
  const again = await follow(service, world, submitted)
  expect(refusal(again)).toEqual(invalid('Invalid state parameter.'))
  const other = await send(service, world, '/oauth2-mock/callback?state=x&code=y')
  expect(refusal(other)).toEqual(invalid('Invalid state parameter.'))
})
