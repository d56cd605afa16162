import { beforeEach, describe, expect, test } from 'vitest'
import { KeyStore } from '../../../../src/services/auth/keys.js'
import type { PostForm } from '../../../../src/services/auth/provider/session/announce-end.js'
import { endSessionsOf } from '../../../../src/services/auth/provider/session/end-sessions.js'
import { ProviderSigner } from '../../../../src/services/auth/provider-keys.js'
import { createAuthService } from '../../../../src/services/auth/service.js'
import { eventsAfter } from '../../../../src/world/tables/event.js'
import { relyingParties } from '../../../../src/world/tables/relying-party.js'
import type { World } from '../../../../src/world/world.js'
import { BASE, location, NO_FETCH, SECONDS, send } from '../support.js'
import {
  authorize,
  CIS2,
  CIS2_CLIENT,
  cis2Client,
  cis2Token,
  claimsOf,
  codeFor,
  cookieOf,
  newProviderWorld,
} from './support.js'

const TOLD_AT = 'https://supplier.example/backchannel'
const keys = new KeyStore()
const posted: { url: string; token: string }[] = []
let outcome: () => Promise<number>
const postForm: PostForm = (url, fields) => {
  posted.push({ url, token: fields.logout_token as string })
  return outcome()
}
const service = createAuthService({ keys, fetchJwks: NO_FETCH, postForm })
let world: World

beforeEach(() => {
  posted.length = 0
  outcome = () => Promise.resolve(200)
  world = newProviderWorld()
  relyingParties.save(world.store, cis2Client({ backChannelLogoutUri: TOLD_AT }))
  service.opened?.(world)
})

const idToken = async () =>
  (await cis2Token(service, world, { code: await codeFor(service, world, CIS2) })).json.id_token

const end = (hint: string) =>
  send(service, world, `${CIS2}/connect/endSession?id_token_hint=${hint}`)

/** Lets what is due at this moment happen. */
const settle = () => world.advance(0)

const sent = () =>
  eventsAfter(world.store, 0, 10)
    .filter(({ action }) => action === 'LOGOUT_SENT')
    .map(({ detail }) => detail)

describe('a client that registered an address for it', () => {
  test('is told by CIS2 that its session has ended', async () => {
    const hint = await idToken()
    expect((await end(hint)).status).toBe(204)
    await settle()
    expect(posted).toHaveLength(1)
    const [{ url, token }] = posted as [(typeof posted)[number]]
    expect(url).toBe(TOLD_AT)
    expect(claimsOf(token)).toEqual({
      iss: `${BASE}${CIS2}`,
      sub: '555300000101',
      aud: CIS2_CLIENT,
      iat: SECONDS,
      jti: expect.any(String),
      sid: claimsOf(hint).sid,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
    expect(await new ProviderSigner(keys).verify('nhs-cis2', token)).toBe('VALID')
    expect(sent()).toEqual([{ clientId: CIS2_CLIENT, url: TOLD_AT, status: 200 }])
  })

  test('is told of the end of every session that the browser had with it', async () => {
    const first = await authorize(service, world, CIS2, { login_hint: 'doctor' })
    const again = await authorize(service, world, CIS2, {}, cookieOf(first))
    const hints = []
    for (const reply of [first, again]) {
      const code = location(reply).searchParams.get('code') as string
      hints.push((await cis2Token(service, world, { code })).json.id_token)
    }
    await end(hints[0])
    await settle()
    expect(posted.map(({ token }) => claimsOf(token).sid).sort()).toEqual(
      hints.map((hint) => claimsOf(hint).sid).sort(),
    )
  })

  test('is told when the login is twelve hours old', async () => {
    await idToken()
    await world.advance(12 * 3_600_000 - 1)
    expect(posted).toEqual([])
    await world.advance(1)
    await settle()
    expect(posted).toHaveLength(1)
  })

  test('is told when the sessions of the user are ended from outside', async () => {
    await idToken()
    endSessionsOf(world, 'doctor')
    await settle()
    expect(posted).toHaveLength(1)
  })

  test('that cannot be reached is called once, and the world remembers it', async () => {
    outcome = () => Promise.reject(new Error('connection refused'))
    await end(await idToken())
    await settle()
    await world.advance(3_600_000)
    expect(posted).toHaveLength(1)
    expect(sent()).toEqual([{ clientId: CIS2_CLIENT, url: TOLD_AT, problem: 'connection refused' }])
  })
})

test('a client without an address, or that never got an id_token, is not told', async () => {
  await codeFor(service, world, CIS2)
  endSessionsOf(world, 'doctor')
  relyingParties.save(world.store, cis2Client())
  await end(await idToken())
  await settle()
  expect(posted).toEqual([])
})
