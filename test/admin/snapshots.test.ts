import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { ErsClient, GP } from '../support/client.js'
import { newReferral } from '../support/ers-bodies.js'
import { type Control, controlOf } from './support.js'

const START = Date.parse('2026-06-01T09:00:00Z')

let sandbox: RunningSandbox
let world: SandboxWorld
let control: Control
let number = 0
beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: START, frozen: true } })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.world(`snapshots-${++number}`)
  control = controlOf(world)
})

const nameOf = (what: string): string => `${what}-${number}`

/** The UBRN of a new referral. */
async function refer(where: SandboxWorld): Promise<string> {
  const gp = new ErsClient(where, GP)
  const { status, json } = await gp.post('/STU3/ReferralRequest/$ers.createReferral', newReferral())
  expect(status).toBe(201)
  return json.id
}

const isThere = async (where: SandboxWorld, ubrn: string): Promise<boolean> =>
  (await new ErsClient(where, GP).get(`/STU3/ReferralRequest/${ubrn}`)).status === 200

const file = (name: string): string => `${world.url}/_sandbox/snapshots/${name}/file`

describe('a snapshot', () => {
  test('brings a world back to what it was: data, clock and numbers', async () => {
    const before = await refer(world)
    const saved = await control('POST', '/snapshots', { name: nameOf('kept') })
    expect([saved.status, saved.json]).toMatchObject([
      201,
      { world: world.name, at: '2026-06-01T09:00:00.000Z' },
    ])
    await world.clock.advance(3_600_000)
    const after = await refer(world)
    const restored = await control('POST', `/snapshots/${nameOf('kept')}/restore`)
    expect(restored.json).toMatchObject({ name: world.name, now: '2026-06-01T09:00:00.000Z' })
    expect([await isThere(world, before), await isThere(world, after)]).toEqual([true, false])
    expect(await refer(world)).toBe(after)
  })

  test('begins another world', async () => {
    const ubrn = await refer(world)
    await control('POST', '/snapshots', { name: nameOf('seed') })
    const made = await control('POST', '/worlds', { name: nameOf('new'), snapshot: nameOf('seed') })
    expect(made.status).toBe(201)
    expect(await isThere(sandbox.world(nameOf('new')), ubrn)).toBe(true)
  })

  test('is listed, downloaded, taken in again and removed', async () => {
    await control('POST', '/snapshots', { name: nameOf('a') })
    const bytes = new Uint8Array(await (await fetch(file(nameOf('a')))).arrayBuffer())
    const taken = await fetch(file(nameOf('b')), { method: 'PUT', body: bytes })
    expect(taken.status).toBe(201)
    const names = async () =>
      (await control('GET', '/snapshots')).json.map((one: { name: string }) => one.name)
    expect(await names()).toEqual(expect.arrayContaining([nameOf('a'), nameOf('b')]))
    expect((await control('DELETE', `/snapshots/${nameOf('a')}`)).status).toBe(204)
    expect(await names()).not.toContain(nameOf('a'))
  })

  test('keeps jobs that wait', async () => {
    await control('POST', '/snapshots', { name: nameOf('jobs') })
    await control('POST', `/snapshots/${nameOf('jobs')}/restore`)
    await world.clock.advance(48 * 3_600_000)
    expect(world.clock.now().toISOString()).toBe('2026-06-03T09:00:00.000Z')
  })
})

describe('refuses', () => {
  const damaged = async (edit: (bytes: Buffer) => Buffer): Promise<Response> => {
    await control('POST', '/snapshots', { name: nameOf('whole') })
    const bytes = Buffer.from(await (await fetch(file(nameOf('whole')))).arrayBuffer())
    return fetch(file(nameOf('damaged')), { method: 'PUT', body: new Uint8Array(edit(bytes)) })
  }

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['what is none', () => Buffer.from('hello')],
    ['what is cut off', (bytes) => bytes.subarray(0, bytes.length - 100)],
    [
      'what is changed',
      (bytes) => Buffer.concat([bytes.subarray(0, 400), Buffer.from('x'), bytes.subarray(401)]),
    ],
    [
      'another version',
      (bytes) =>
        Buffer.from(bytes.toString('latin1').replace('snapshot 1', 'snapshot 9'), 'latin1'),
    ],
    [
      'facts that are none',
      (bytes) => Buffer.from(bytes.toString('latin1').replace('{"world"', '["world"'), 'latin1'),
    ],
  ])('%s', async (_, edit) => {
    const answer = await damaged(edit)
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('not a snapshot'),
    ])
  })

  test('a name that is taken, or is none', async () => {
    await control('POST', '/snapshots', { name: nameOf('twice') })
    expect((await control('POST', '/snapshots', { name: nameOf('twice') })).status).toBe(409)
    expect((await control('POST', '/snapshots', { name: '../etc' })).status).toBe(400)
  })

  test('a snapshot that is not there', async () => {
    expect((await control('POST', '/snapshots/nothing/restore')).status).toBe(404)
    expect((await fetch(file('..%2f..%2fetc'))).status).toBe(404)
    expect((await control('DELETE', '/snapshots/nothing')).status).toBe(404)
  })

  test('a world of a snapshot that is to start otherwise', async () => {
    await control('POST', '/snapshots', { name: nameOf('one') })
    const asked = { name: nameOf('other'), snapshot: nameOf('one'), frozen: true }
    expect((await control('POST', '/worlds', asked)).status).toBe(400)
  })
})

test('with a data folder snapshots are files that outlive the process', async () => {
  const data = await mkdtemp(join(tmpdir(), 'ers-snapshots-'))
  try {
    const first = await startSandbox({ data, clock: { start: START, frozen: true } })
    const ubrn = await refer(first.world())
    await controlOf(first)('POST', '/snapshots', { name: 'monday' })
    await first.close()
    expect(await readdir(join(data, 'snapshots'))).toEqual(['monday.snapshot'])
    const second = await startSandbox({ data })
    const made = await controlOf(second)('POST', '/worlds', { name: 'again', snapshot: 'monday' })
    expect(made.status, made.text).toBe(201)
    expect(await isThere(second.world('again'), ubrn)).toBe(true)
    await second.close()
  } finally {
    await rm(data, { recursive: true })
  }
})

test('a world is copied with all that it has', async () => {
  const ubrn = await refer(world)
  const copied = await control('POST', `/worlds/${world.name}/copy`, { to: nameOf('copy') })
  expect(copied.status).toBe(201)
  const copy = sandbox.world(nameOf('copy'))
  expect(await isThere(copy, ubrn)).toBe(true)
  const next = await refer(copy)
  expect(await isThere(world, next)).toBe(false)
  expect((await control('POST', `/worlds/${world.name}/copy`, { to: world.name })).status).toBe(409)
  expect((await control('POST', '/worlds/nothing/copy', { to: 'x' })).status).toBe(404)
})

describe('running until nothing is due', () => {
  test('stops where only what comes again for ever is left', async () => {
    const { json } = await control('POST', '/clock/idle')
    expect(json).toMatchObject({ idle: true, mode: 'frozen' })
  })

  test('goes no further than it may', async () => {
    await refer(world)
    const { json } = await control('POST', '/clock/idle', { days: 0 })
    expect(json.now).toBe('2026-06-01T09:00:00.000Z')
  })
})
