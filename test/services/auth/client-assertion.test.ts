import { importPKCS8, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { KeyStore } from '../../../src/services/auth/keys.js'
import { createAuthService } from '../../../src/services/auth/service.js'
import { ask, claims, header, newRegisteredWorld, SECONDS } from './assertions.js'
import {
  advice,
  BASE,
  CLIENT,
  NO_FETCH,
  newService,
  newWorld,
  PRIVATE_KEY,
  PUBLIC_KEY,
  refusal,
  register,
  registerKeySet,
  START,
  signJwt,
} from './support.js'

describe('the jti', () => {
  const REPLAYED = [400, 'invalid_request', "Non-unique 'jti' claim in client_assertion JWT"]

  test('13 does not work twice, and the finding says when it was used', async () => {
    const world = newRegisteredWorld()
    await ask(world, signJwt(header(), claims({ jti: 'same' })))
    world.clock.set(START + 1000)
    const again = await ask(world, signJwt(header(), claims({ jti: 'same' })))
    expect(refusal(again)).toEqual(REPLAYED)
    expect(advice(again)).toContain('2026-01-05T09:30:00.000Z')
  })

  test('is used up by a request that fails after row 14', async () => {
    const world = newRegisteredWorld()
    await ask(world, signJwt(header({ kid: 'other' }), claims({ jti: 'late' })))
    expect(refusal(await ask(world, signJwt(header(), claims({ jti: 'late' }))))).toEqual(REPLAYED)
  })

  test('is not used up by a request that fails before', async () => {
    const world = newRegisteredWorld()
    await ask(world, signJwt(header(), claims({ jti: 'early', exp: SECONDS + 400 })))
    expect((await ask(world, signJwt(header(), claims({ jti: 'early' })))).status).toBe(200)
  })

  test('of one application is free for another', async () => {
    const world = newRegisteredWorld()
    register(world, { clientId: 'second' })
    await ask(world, signJwt(header(), claims({ jti: 'shared' })))
    const other = claims({ jti: 'shared', iss: 'second', sub: 'second' })
    expect((await ask(world, signJwt(header(), other))).status).toBe(200)
  })

  test('is remembered for 30 days', async () => {
    const world = newRegisteredWorld()
    const at = (moment: number) => {
      world.clock.set(moment)
      return ask(world, signJwt(header(), claims({ jti: 'old', exp: moment / 1000 + 60 })))
    }
    const month = 30 * 24 * 3_600_000
    expect((await at(START)).status).toBe(200)
    expect((await at(START + month - 1000)).status).toBe(400)
    expect((await at(START + month)).status).toBe(200)
  })
})

describe('where keys come from', () => {
  test('a fetched key set is kept for an hour of the world’s clock', async () => {
    const world = newWorld()
    const fetched: string[] = []
    const fetching = newService(async (url) => {
      fetched.push(url)
      return { keys: [PUBLIC_KEY] }
    })
    registerKeySet(world, 'https://keys.example/a.json')
    const at = (moment: number) => {
      world.clock.set(moment)
      const assertion = signJwt(header(), claims({ exp: moment / 1000 + 60 }))
      return ask(world, assertion, {}, '/oauth2/token', fetching)
    }
    expect((await at(START)).status).toBe(200)
    expect((await at(START + 3_599_000)).status).toBe(200)
    expect(fetched).toHaveLength(1)
    expect((await at(START + 3_600_000)).status).toBe(200)
    expect(fetched).toEqual(['https://keys.example/a.json', 'https://keys.example/a.json'])
  })

  test('a document without keys counts as one that cannot be reached', async () => {
    const world = newWorld()
    registerKeySet(world, 'https://keys.example/a.json')
    const odd = newService(async () => ({ none: true }))
    expect((await ask(world, undefined, {}, '/oauth2/token', odd)).status).toBe(403)
  })

  test('the sandbox makes a key for an application that is registered with SANDBOX', async () => {
    const world = newWorld()
    register(world, { keys: 'SANDBOX' })
    const keys = new KeyStore()
    const key = await keys.forApplication(CLIENT)
    const own = createAuthService({ keys, fetchJwks: NO_FETCH })
    const assertion = await new SignJWT({ jti: 'by jose' })
      .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: key.kid })
      .setIssuer(CLIENT)
      .setSubject(CLIENT)
      .setAudience(`${BASE}/oauth2/token`)
      .setExpirationTime(SECONDS + 60)
      .sign(await importPKCS8(key.privateKeyPem, 'RS512'))
    expect((await ask(world, assertion, {}, '/oauth2/token', own)).status).toBe(200)
    const wrong = signJwt(header({ kid: key.kid }), claims(), PRIVATE_KEY)
    expect((await ask(world, wrong, {}, '/oauth2/token', own)).status).toBe(401)
  })
})
