import { beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../src/world/limits.js'
import { applications } from '../../../../src/world/tables/application.js'
import { findPatient } from '../../../../src/world/tables/patient.js'
import { forgetWrites, pdsWrites } from '../../../../src/world/tables/pds-write.js'
import { writeSetting } from '../../../../src/world/tables/setting.js'
import type { World } from '../../../../src/world/world.js'
import {
  APPLICATION,
  appToken,
  newWorld,
  refusalOf,
  rulesOf,
  type Sent,
  userToken,
} from '../harness.js'
import { PEOPLE, patch, refused, remove, replace } from './support.js'

let world: World
beforeEach(() => {
  world = newWorld()
})

const { plain } = PEOPLE
const ID = 'b3c1f0de-0000-4000-8000-000000000001'

const write = (more: Sent = {}, patches = [replace('/gender', 'male')]) =>
  patch(world, plain, patches, {
    requestId: ID,
    ...more,
    headers: { 'If-Match': 'W/"3"', ...more.headers },
  })

const versionNow = () => findPatient(world.store, plain)?.version

describe('the same request under the same X-Request-ID', () => {
  test('is answered with the first outcome and not made again', async () => {
    const first = await write()
    const again = await write()
    expect([again.status, again.headers.ETag, again.json]).toEqual([200, 'W/"4"', first.json])
    expect(rulesOf(again)).toContain('pds.repeated-write')
    expect(versionNow()).toBe(4)
  })

  test('is another request if it says something else', async () => {
    await write()
    expect((await write({}, [replace('/gender', 'female')])).status).toBe(409)
  })

  test('is forgotten after 24 hours', async () => {
    await write()
    await world.advance(24 * 3_600_000)
    userToken(world, { expires: world.clock.now() + 1000 })
    expect((await write({ token: 'user-token' })).status).toBe(409)
  })

  test('is forgotten when too many others came after it', async () => {
    await write()
    const { store, clock } = world
    const expires = clock.now() + 2 * 24 * 3_600_000
    store.transaction(() => {
      for (let at = 0; at < LIMITS.pdsWrites; at++)
        pdsWrites.save(store, { key: `other-${at}`, outcome: {}, ready: 0, expires })
      forgetWrites(store, clock.now())
    })
    expect(pdsWrites.count(store)).toBe(LIMITS.pdsWrites)
    expect((await write()).status).toBe(409)
  })

  test('is made again if it was refused', async () => {
    expect((await write({}, [remove('/gender')])).status).toBe(403)
    expect((await write({}, [remove('/gender')])).status).toBe(403)
  })
})

describe('a write that takes long', () => {
  beforeEach(() => world.store.transaction(() => writeSetting(world.store, 'pdsWriteSeconds', 12)))

  test('is answered 503 until it is done, then with its outcome', async () => {
    const first = await write()
    expect(refusalOf(first)).toEqual({
      status: 503,
      severity: 'error',
      issue: 'timeout',
      code: 'SERVICE_UNAVAILABLE',
      display: 'Service unavailable',
      diagnostics:
        "The downstream domain processing has not completed within the configured timeout period. Using the same 'X-Request-ID' header, retry your request after the time specified by the 'Retry-After' response header.",
    })
    expect(first.headers['Retry-After']).toBe('5')
    await world.advance(1000)
    expect((await write()).status).toBe(503)
    await world.advance(4000)
    const done = await write()
    expect([done.status, done.headers.ETag]).toEqual([200, 'W/"4"'])
    expect(versionNow()).toBe(4)
  })

  test('tells in the end why it was refused', async () => {
    expect((await write({}, [remove('/gender')])).status).toBe(503)
    await world.advance(5000)
    expect((await write({}, [remove('/gender')])).status).toBe(403)
  })

  test('is waited for as long as X-Sync-Wait says', async () => {
    expect((await write({ headers: { 'X-Sync-Wait': '15' } })).status).toBe(200)
  })

  test.each(['0.1', '30', 'long'])('is not waited for %s seconds', async (seconds) => {
    expect(refused(await write({ headers: { 'X-Sync-Wait': seconds } }))).toEqual([
      400,
      'INVALID_VALUE',
      `Invalid value - '${seconds}' in header 'X-Sync-Wait'`,
    ])
  })
})

describe('an application without a user', () => {
  test('does not update', async () => {
    const answer = await write({ token: appToken(world) })
    expect(refused(answer)).toEqual([
      403,
      'INVALID_METHOD',
      'Your app has insufficient permissions to use this method. Please contact support.',
    ])
  })

  test('updates if its registration says so', async () => {
    applications.save(world.store, {
      ...APPLICATION,
      flowVariables: { pds: { 'app-restricted': { update: true } } },
    })
    expect((await write({ token: appToken(world) })).status).toBe(200)
  })
})
