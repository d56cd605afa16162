import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { type Control, controlOf } from './support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let control: Control
let number = 0
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.world(`journal-${++number}`)
  control = controlOf(world)
})

const PATIENT = '/personal-demographics/FHIR/R4/Patient'

const readPatient = (nhsNumber: string, headers: Record<string, string> = {}) =>
  fetch(`${world.url}${PATIENT}/${nhsNumber}`, {
    headers: {
      Authorization: `Bearer ${world.token({ user: '787807429512' })}`,
      'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
      ...headers,
    },
  })

async function someCalls(): Promise<void> {
  await readPatient('9000000009')
  await readPatient('9000000025', { 'X-Correlation-ID': '11C46F5F-CDEF-4865-94B2-0EE0EDCC26DA' })
  await readPatient('1234')
  await fetch(`${world.url}/spine-directory/FHIR/R4/Device`)
}

describe('exchanges are listed', () => {
  test.each([
    ['all', '', 4],
    ['by path with stars', `path=*/Patient/9*`, 2],
    ['by the whole path', `path=${PATIENT}/1234`, 1],
    ['by status', 'status=400', 1],
    ['by service', 'service=pds', 3],
    ['by method', 'method=get', 4],
    ['by caller', 'caller=787807429512', 3],
    ['by a header', 'header=x-correlation-id', 1],
    ['by a header with its value', 'header=X-Correlation-ID:%2011C46F5F', 0],
    ['by a text of the answer', 'answer=INVALID_RESOURCE_ID', 1],
    ['by moment', 'from=2026-06-01T09:00:00Z&to=2026-06-01T09:00:01Z', 4],
    ['by moment, later', 'from=2026-06-01T09:00:01Z', 0],
    ['after another', 'after=3', 1],
    ['of one direction', 'direction=OUT', 0],
    ['no more than wanted', 'limit=2', 2],
  ])('%s', async (_, query, count) => {
    await someCalls()
    expect((await control('GET', `/journal?${query}`)).json).toHaveLength(count)
  })

  test('by findings and their rule', async () => {
    await someCalls()
    const [{ rule, count }] = (await control('GET', '/findings')).json
    expect((await control('GET', `/journal?rule=${rule}`)).json).toHaveLength(count)
    const found = await control('GET', '/journal?findings=true')
    const none = await control('GET', '/journal?findings=false')
    expect(found.json.length + none.json.length).toBe(4)
  })
})

describe('expectations', () => {
  test('hold, or say what came near', async () => {
    await someCalls()
    const criteria = { service: 'pds', path: `${PATIENT}/9000000009`, status: 404 }
    const { json } = await control('POST', '/journal/verify', { criteria })
    expect(json).toMatchObject({ holds: false, count: 0 })
    expect(json.nearMisses).toMatchObject([
      {
        exchange: { id: 1 },
        differences: [{ criterion: 'status', wanted: '404', found: '200' }],
      },
    ])
  })

  test.each([
    [{}, true],
    [{ exactly: 3 }, true],
    [{ exactly: 2 }, false],
    [{ atLeast: 4 }, false],
    [{ atMost: 3 }, true],
    [{ atLeast: 1, atMost: 2 }, false],
  ])('count: %j is %s', async (counts, holds) => {
    await someCalls()
    const asked = { criteria: { service: 'pds' }, ...counts }
    expect((await control('POST', '/journal/verify', asked)).json).toMatchObject({
      holds,
      count: 3,
    })
  })

  test('none are expected where at most none may be', async () => {
    const asked = { criteria: { service: 'pds' }, atMost: 0 }
    expect((await control('POST', '/journal/verify', asked)).json).toMatchObject({ holds: true })
  })

  test('criteria that do not exist are refused', async () => {
    const { status, json } = await control('POST', '/journal/verify', {
      criteria: { colour: 'red' },
    })
    expect([status, json.detail]).toEqual([400, expect.stringContaining('colour')])
  })
})

describe('waiting', () => {
  test('ends when the exchange comes', async () => {
    const waiting = control('POST', '/journal/wait', { criteria: { service: 'pds' }, count: 2 })
    await readPatient('9000000009')
    await readPatient('9000000025')
    expect((await waiting).json).toMatchObject({
      arrived: true,
      exchanges: [{ id: 1 }, { id: 2 }],
    })
  })

  test('ends at once for what came before', async () => {
    await readPatient('9000000009')
    const { json } = await control('POST', '/journal/wait', { criteria: { status: 200 } })
    expect(json.arrived).toBe(true)
  })

  test('ends without it, and says what came near', async () => {
    await readPatient('9000000009')
    const { json } = await control('POST', '/journal/wait', {
      criteria: { service: 'pds', status: 500 },
      timeoutSeconds: 0,
    })
    expect(json).toMatchObject({ arrived: false, exchanges: [] })
    expect(json.nearMisses[0].differences).toEqual([
      { criterion: 'status', wanted: '500', found: '200' },
    ])
  })
})

describe('an archive', () => {
  test('is HAR 1.2 with every exchange that is meant', async () => {
    await someCalls()
    const { json } = await control('GET', '/journal.har?service=pds')
    expect(json.log).toMatchObject({ version: '1.2', creator: { name: 'ers-sandbox' } })
    expect(json.log.entries).toHaveLength(3)
    expect(json.log.entries[0]).toMatchObject({
      startedDateTime: '2026-06-01T09:00:00.000Z',
      request: { method: 'GET', url: `${world.url}${PATIENT}/9000000009` },
      response: { status: 200, content: { mimeType: expect.stringContaining('fhir+json') } },
    })
  })

  test('hides NHS numbers and tokens where asked to', async () => {
    await readPatient('9000000009')
    const plain = await control('GET', '/journal.har')
    expect(plain.text).toContain('9000000009')
    const masked = await control('GET', '/journal.har?mask=true')
    expect(masked.text).not.toContain('9000000009')
    expect(masked.text).not.toMatch(/Bearer [\w]/)
  })
})

test('the bytes of a request and an answer are downloaded as they were', async () => {
  await readPatient('9000000009')
  const answer = await fetch(`${world.url}/_sandbox/journal/1/answer`)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(await answer.json()).toMatchObject({ resourceType: 'Patient', id: '9000000009' })
  expect(await (await fetch(`${world.url}/_sandbox/journal/1/request`)).text()).toBe('')
  expect((await fetch(`${world.url}/_sandbox/journal/99/request`)).status).toBe(404)
})

test('findings are grouped by rule, the most frequent first', async () => {
  for (let calls = 0; calls < 3; calls++) await fetch(`${world.url}/spine-directory/FHIR/R4/Device`)
  await readPatient('1234')
  const { json } = await control('GET', '/findings')
  expect(json[0]).toMatchObject({ count: 3, exchanges: [1, 2, 3], source: expect.any(String) })
  expect(json[0].messages).toHaveLength(1)
})
