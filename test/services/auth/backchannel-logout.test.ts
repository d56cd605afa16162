import { describe, expect, test } from 'vitest'
import { PROVIDERS } from '../../../src/services/auth/bases.js'
import { accessTokens } from '../../../src/world/tables/access-token.js'
import { authorisationCodes } from '../../../src/world/tables/authorisation-code.js'
import type { World } from '../../../src/world/world.js'
import { ISSUERS, idToken, serviceWithKeys } from './id-tokens.js'
import {
  addPeople,
  CLIENT,
  codeFor,
  exchangeCode,
  FORM,
  newWorld,
  OTHER_KEY,
  postForm,
  type Reply,
  refusal,
  register,
  SECONDS,
  SECRET,
  send,
} from './support.js'

const service = serviceWithKeys()
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** The payload of a good logout token of the mock CIS2, with changes (auth 5.9). */
const logout = (sid: string | undefined, changes: object = {}) => ({
  iss: ISSUERS.mockCis2,
  sub: '555300000101',
  aud: PROVIDERS['apim-mock-nhs-cis2'].clientId,
  iat: SECONDS,
  jti: 'a-jti',
  sid,
  events: { [EVENT]: {} },
  ...changes,
})

const tell = (
  world: World,
  logout_token: string | undefined,
  base = '/oauth2-mock',
  by = service,
): Promise<Reply> => postForm(by, world, `${base}/backchannel_logout`, { logout_token })

function newPeopledWorld(): World {
  const world = newWorld()
  register(world)
  addPeople(world)
  return world
}

interface Session {
  readonly sid: string
  readonly access: string
  readonly refresh: string
}

async function logIn(world: World): Promise<Session> {
  const { json } = await exchangeCode(service, world, await codeFor(service, world, 'doctor'))
  const token = accessTokens.find(world.store, json.access_token)
  if (token?.kind !== 'user' || !token.sessionId) throw new Error('no combined login')
  return { sid: token.sessionId, access: json.access_token, refresh: json.refresh_token }
}

const refresh = (world: World, refresh_token: string): Promise<Reply> =>
  postForm(service, world, '/oauth2-mock/token', {
    grant_type: 'refresh_token',
    refresh_token,
    client_id: CLIENT,
    client_secret: SECRET,
  })

const userinfo = async (world: World, token: string): Promise<number> =>
  (
    await send(service, world, '/oauth2-mock/userinfo', {
      headers: { Authorization: `Bearer ${token}` },
    })
  ).status

describe('the end of a CIS2 session', () => {
  test('revokes every access token of it, the first and the refreshed ones, and no other', async () => {
    const world = newPeopledWorld()
    const [one, other] = [await logIn(world), await logIn(world)]
    const next = (await refresh(world, one.refresh)).json
    const reply = await tell(world, idToken(logout(one.sid)))
    expect([reply.status, reply.json]).toEqual([200, { success: true }])
    expect(refusal(await tell(world, idToken(logout(one.sid))))[2]).toBe('SID not found')
    for (const token of [one.access, next.access_token])
      expect(await userinfo(world, token)).toBe(401)
    expect(await userinfo(world, other.access)).toBe(200)
    expect(refusal(await refresh(world, next.refresh_token))).toEqual([
      401,
      'invalid_grant',
      'refresh_token is invalid',
    ])
  })

  test('takes a code away that was not exchanged yet', async () => {
    const world = newPeopledWorld()
    const code = await codeFor(service, world, 'doctor')
    const sid = authorisationCodes.find(world.store, code)?.grant.sessionId
    expect((await tell(world, idToken(logout(sid)))).status).toBe(200)
    expect(refusal(await exchangeCode(service, world, code))).toEqual([
      400,
      'invalid_grant',
      'authorization_code is invalid',
    ])
  })

  test('is not for a session that nobody logged in with', async () => {
    expect(refusal(await tell(newPeopledWorld(), idToken(logout('unknown'))))).toEqual([
      501,
      'not_implemented',
      'SID not found',
    ])
  })

  test('of the national provider is told to its own base', async () => {
    const world = newPeopledWorld()
    const token = idToken(
      logout('unknown', { iss: ISSUERS.cis2, aud: [PROVIDERS['nhs-cis2'].clientId, 'x'] }),
    )
    expect(refusal(await tell(world, token, '/oauth2'))[0]).toBe(501)
    expect(refusal(await tell(world, token))[0]).toBe(400)
  })
})

describe('a logout token that is refused, in the order of the checks', () => {
  const invalid = (text: string) => [400, 'invalid_request', text]
  const bad = (changes: object) => idToken(logout('s', changes))

  test.each<[string, string | undefined, unknown[]]>([
    ['none', undefined, invalid('Malformed JWT in logout_token')],
    ['no JWT', 'x.y.z', invalid('Malformed JWT in logout_token')],
    [
      'no aud, before iss',
      bad({ aud: undefined, iss: 'x' }),
      invalid('Missing/invalid aud claim in JWT'),
    ],
    [
      'another first aud',
      bad({ aud: ['x', PROVIDERS['apim-mock-nhs-cis2'].clientId] }),
      invalid('Missing/invalid aud claim in JWT'),
    ],
    [
      'another iss, before sid',
      bad({ iss: 'x', sid: undefined }),
      invalid('Missing/invalid iss claim in JWT'),
    ],
    [
      'NHS login as iss',
      bad({ iss: ISSUERS.mockNhsLogin }),
      invalid('Missing/invalid iss claim in JWT'),
    ],
    [
      'no sid, before events',
      bad({ sid: undefined, events: {} }),
      invalid('Missing sid claim in JWT'),
    ],
    [
      'no events, before nonce',
      bad({ events: undefined, nonce: 'n' }),
      invalid('Missing/invalid events claim in JWT'),
    ],
    [
      'other events',
      bad({ events: { other: {} } }),
      invalid('Missing/invalid events claim in JWT'),
    ],
    [
      'events that are a text',
      bad({ events: EVENT }),
      invalid('Missing/invalid events claim in JWT'),
    ],
    ['a nonce', bad({ nonce: 'n' }), invalid('Prohibited nonce claim in JWT')],
    [
      'another key',
      idToken(logout('s'), {}, OTHER_KEY),
      [400, 'bad_request', 'Unable to verify JWT'],
    ],
    [
      'an unknown kid',
      idToken(logout('s'), { kid: 'x' }),
      [400, 'bad_request', 'Unable to verify JWT'],
    ],
  ])('%s', async (_name, token, expected) => {
    const reply = await tell(newPeopledWorld(), token)
    expect(refusal(reply)).toEqual(expected)
    expect(Object.keys(reply.json)).toEqual(['error', 'error_description', 'message_id'])
  })

  test('a key set that cannot be had', async () => {
    const broken = serviceWithKeys(() => Promise.reject(new Error('timeout')))
    const reply = await tell(newPeopledWorld(), idToken(logout('s')), '/oauth2-mock', broken)
    expect(refusal(reply)).toEqual([501, 'not_implemented', 'Logout Failed'])
  })

  test('tokens that cannot be revoked', async () => {
    const world = newPeopledWorld()
    world.store.execute('DROP TABLE access_token')
    expect(refusal(await tell(world, idToken(logout('s'))))).toEqual([
      501,
      'not_implemented',
      'Logout Failed',
    ])
  })

  test('other methods are not found', async () => {
    const reply = await send(service, newWorld(), '/oauth2/backchannel_logout', { headers: FORM })
    expect(reply.status).toBe(404)
  })
})
