import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'

const BEGIN = { start: Date.parse('2026-06-01T08:00:00Z'), frozen: true }

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await assemble({ log: 'silent', clock: BEGIN })
})
afterAll(() => sandbox.close())

interface Robots {
  readonly working: boolean
  readonly turns: number
  readonly who: readonly string[]
  readonly last: readonly { readonly at: string; readonly who: string; readonly did: string }[]
}

async function ask<Answer>(
  of: Sandbox,
  world: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const answer = await of.app.request(`/worlds/${world}/_sandbox${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return (await answer.json()) as Answer
}

const robots = (world: string, method = 'GET', body?: object, of = sandbox): Promise<Robots> =>
  ask(of, world, method, '/robots', body)

const pass = (world: string, minutes: number, of = sandbox) =>
  ask(of, world, 'POST', '/clock/advance', { minutes })

describe('robots', () => {
  test('do nothing until they are started, and nothing more when they are stopped', async () => {
    sandbox.worlds.create('rest')
    await pass('rest', 10)
    expect(await robots('rest')).toMatchObject({ working: false, turns: 0, last: [] })
    expect((await robots('rest', 'PUT', {})).working).toBe(true)
    await pass('rest', 3)
    expect((await robots('rest', 'DELETE')).working).toBe(false)
    await pass('rest', 10)
    expect((await robots('rest')).turns).toBe(3)
  })

  test("refer, book, review and look into the app, at the pace of the world's clock", async () => {
    sandbox.worlds.create('alive')
    await robots('alive', 'PUT', { everySeconds: 30 })
    await pass('alive', 30)
    const { turns, last } = await robots('alive')
    expect([turns, last.length]).toEqual([60, 20])
    expect(last.at(-1)?.at).toBe('2026-06-01T08:30:00.000Z')
    const deeds = sandbox
      .journalOf(sandbox.worlds.get('alive'))
      .list()
      .filter(({ answer }) => answer && answer.status < 300)
      .map(({ operation }) => operation)
    for (const operation of ['A010', 'A011', 'A012', 'A013', 'A016', 'patient care A001'])
      expect(deeds).toContain(operation)
  })

  test('do the same in a world that begins the same', async () => {
    const stories = []
    for (const name of ['one', 'other']) {
      sandbox.worlds.create(name)
      await robots(name, 'PUT', {})
      await pass(name, 15)
      stories.push((await robots(name)).last)
    }
    expect(stories[0]).toEqual(stories[1])
    expect(stories[0]).toHaveLength(15)
  })

  test('act as those alone who were asked', async () => {
    sandbox.worlds.create('clinicians')
    await robots('clinicians', 'PUT', { who: ['CLINICIAN'] })
    await pass('clinicians', 8)
    expect(new Set((await robots('clinicians')).last.map(({ who }) => who))).toEqual(
      new Set(['CLINICIAN']),
    )
  })

  test('go on after trouble', async () => {
    sandbox.worlds.create('trouble')
    await ask(sandbox, 'trouble', 'POST', '/faults', { effect: { kind: 'CUT_BODY' }, times: 4 })
    await robots('trouble', 'PUT', { who: ['CLINICIAN'] })
    await pass('trouble', 10)
    const { turns, last } = await robots('trouble')
    expect(turns).toBe(10)
    expect(last[0]?.did).toMatch(/^gave up: /)
    expect(last.at(-1)?.did).not.toMatch(/^gave up/)
  })

  test('go on after a restart of the sandbox', async () => {
    const data = mkdtempSync(join(tmpdir(), 'robots-'))
    const first = await assemble({ log: 'silent', clock: BEGIN, data })
    await robots('default', 'PUT', { who: ['CLINICIAN'] }, first)
    await pass('default', 2, first)
    await first.close()
    const second = await assemble({ log: 'silent', data })
    await pass('default', 3, second)
    expect(await robots('default', 'GET', undefined, second)).toMatchObject({
      working: true,
      turns: 5,
    })
    await second.close()
    rmSync(data, { recursive: true, force: true })
  })

  test.each([{ everySeconds: 0 }, { who: [] }, { who: ['DOG'] }, { pace: 3 }])(
    'cannot work as %j',
    async (pace) => {
      expect(await robots('default', 'PUT', pace)).toMatchObject({ status: 400 })
    },
  )
})
