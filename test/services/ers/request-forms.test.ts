import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal } from '../../support/client.js'
import { booking, newReferral, type SlotResource, shortlist } from '../../support/ers-bodies.js'
import { freeSlots, operate, operationBody, refer } from '../../support/ers-steps.js'
import { letters, sendFile } from './documents/support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world('forms')
})
beforeEach(async () => {
  await world.reset()
  gp = new ErsClient(world, GP)
})
afterAll(() => sandbox.close())

const SERVICE = '11000'

const change = operationBody(
  'eRS-ChangeShortlist-Parameters-1',
  ['shortlist', 'resource', shortlist([SERVICE])],
  [
    'intentionToAddReferralLetter',
    'valueCoding',
    {
      system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-ReferralLetterIntention-1',
      code: 'NOT_INTENDING_TO_ADD',
    },
  ],
  ['firstReminderLetterFollowUpDays', 'valueUnsignedInt', 0],
)

describe('If-Match', () => {
  test.each([
    ['a strong tag', '"1"', 412],
    ['any version', '*', 412],
    ['a list', 'W/"1", W/"2"', 412],
    ['a tag in small letters', 'w/"1"', 412],
    ['a tag without quotes', 'W/1', 412],
    ['a number alone', '1', 412],
    ['no number', 'W/""', 412],
    ['a negative number', 'W/"-1"', 412],
    ['an older version', 'W/"0"', 409],
    ['a version to come', 'W/"2"', 409],
    ['a version that no request will reach', 'W/"99999999999999999999"', 409],
    ['the current version', 'W/"1"', 200],
    ['the current version among blanks', ' W/"1" ', 200],
  ])('with %s: %s is answered with %i', async (_what, etag, status) => {
    const answer = await operate(gp, await refer(gp), 'changeShortlist', change, etag)
    expect(refusal(answer)[0]).toBe(status)
    if (status !== 200) expect(answer.text).toBe('')
  })
})

const BASES: readonly [string, (url: string) => string][] = [
  ['the sandbox', (url) => `${url}/referrals/FHIR/STU3/`],
  ['production', () => 'https://api.service.nhs.uk/referrals/FHIR/STU3/'],
  ['the examples', () => '_baseUrl_/STU3/'],
  ['the older generation', () => 'https://x.example/ers-api/STU3/v1/'],
]

describe('a reference with the address of', () => {
  const sent = (referral: Reply, slot: SlotResource, base: string) => {
    const whole = booking({ ubrn: referral.json.id, version: '1', service: SERVICE }, slot)
    return {
      ...whole,
      slot: [{ reference: base + whole.slot[0]?.reference }],
      incomingReferral: [{ reference: base + whole.incomingReferral[0]?.reference }],
    }
  }

  test.each(BASES)('%s books', async (_whose, base) => {
    const [slot] = await freeSlots(gp, SERVICE)
    const body = sent(await refer(gp), slot as SlotResource, base(world.url))
    const booked = await gp.post('/STU3/Appointment', body)
    expect(booked.status, booked.text).toBe(201)
    expect(booked.json.incomingReferral[0].reference).toMatch(/^ReferralRequest\//)
  })

  test.each(BASES)('%s asks for actions', async (_whose, base) => {
    const { json } = await refer(gp)
    const focus = `${base(world.url)}ReferralRequest/${json.id}/_history/1`
    const query = new URLSearchParams({ focus, intent: 'proposal', status: 'ready' })
    const answer = await gp.get(`/STU3/Task?${query}`)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json.entry).not.toHaveLength(0)
  })

  test.each(BASES)('%s names a file and a conversation', async (_whose, base) => {
    const referral = await refer(gp)
    const file = await sendFile(gp, { request: referral.json.id })
    const url = base(world.url) + file.headers.get('location')
    const letter = await operate(gp, referral, 'maintainReferralLetter', letters({ url }))
    expect(letter.status, letter.text).toBe(200)
    const reference = `${base(world.url)}CommunicationRequest/000000070000/_history/1`
    const conversation = await new ErsClient(world, CONSULTANT).get(
      `/STU3/Communication?${new URLSearchParams({ 'based-on': reference })}`,
    )
    expect(conversation.status, conversation.text).toBe(200)
  })

  test.each(['/', 'urn:uuid:', '#', 'https://x.example/STU4/', 'ftp://x.example/STU3/'])(
    'nobody is refused: %s',
    async (base) => {
      const [slot] = await freeSlots(gp, SERVICE)
      const body = sent(await refer(gp), slot as SlotResource, base)
      expect(refusal(await gp.post('/STU3/Appointment', body))).toEqual([422, 'INVALID_VALUE'])
    },
  )
})

test('a version in a reference that no request will reach is a conflict, or no history', async () => {
  const [slot] = await freeSlots(gp, SERVICE)
  const { json } = await refer(gp)
  const version = '99999999999999999999'
  const body = booking({ ubrn: json.id, version, service: SERVICE }, slot as SlotResource)
  expect(refusal(await gp.post('/STU3/Appointment', body))).toEqual([409, undefined])
  const focus = `ReferralRequest/${json.id}/_history/${version}`
  expect(refusal(await gp.get(`/STU3/Task?focus=${focus}&intent=proposal&status=ready`))).toEqual([
    400,
    'HISTORY_NOT_SUPPORTED',
  ])
})

describe('a packed body', () => {
  test.each(['gzip', 'br', 'identity, gzip'])('in %s is not taken', async (encoding) => {
    const answer = await gp.send('/STU3/ReferralRequest/$ers.createReferral', {
      method: 'POST',
      body: new Uint8Array(gzipSync(JSON.stringify(newReferral()))),
      headers: { 'Content-Encoding': encoding },
    })
    expect([answer.status, answer.text]).toEqual([415, ''])
  })

  test('is not taken for a file either, in the form of R4', async () => {
    const answer = await sendFile(gp, { base: '/R4', headers: { 'Content-Encoding': 'gzip' } })
    expect(refusal(answer)).toEqual([415, 'REC_UNSUPPORTED_MEDIA_TYPE'])
  })

  test('that says it is none is taken', async () => {
    const answer = await gp.send('/STU3/ReferralRequest/$ers.createReferral', {
      method: 'POST',
      body: newReferral(),
      headers: { 'Content-Encoding': 'identity' },
    })
    expect(answer.status).toBe(201)
  })
})

test('what HTTP offers beside is not looked at: preferences, ranges, earlier tags', async () => {
  const { json } = await refer(gp)
  const answer = await gp.get(`/STU3/ReferralRequest/${json.id}`, {
    Prefer: 'return=minimal',
    Range: 'bytes=0-1',
    'If-None-Match': 'W/"1"',
  })
  expect([answer.status, answer.json.id]).toEqual([200, json.id])
})

describe('what an answer is known by', () => {
  const CORRELATION = 'AB-12, "x"; 7'
  const send = (path: string, more: Record<string, string> = {}) =>
    gp.get(path, { 'X-Correlation-ID': CORRELATION, 'X-Request-ID': 'mine', ...more })
  const idsOf = ({ headers }: Reply) => [
    headers.get('x-correlation-id'),
    headers.get('x-request-id'),
  ]
  const OWN = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-1$/)

  test.each([
    ['an answer', '/STU3/CodeSystem/PRIORITY', {}, 200, OWN],
    ['a refusal of e-RS', '/STU3/CodeSystem/COLOUR', {}, 404, OWN],
    ['a refusal of e-RS in R4', '/R4/HealthcareService/999', {}, 404, OWN],
    ['a refusal of the media type', '/STU3/CodeSystem/PRIORITY', { Accept: 'text/html' }, 406, OWN],
    ['a refusal of the platform', '/STU3/CodeSystem/PRIORITY', { Authorization: '' }, 401, 'mine'],
  ])(
    '%s echoes the correlation id, and has its own request id',
    async (_what, path, more, status, id) => {
      const answer = await send(path, more)
      expect([answer.status, ...idsOf(answer)]).toEqual([status, CORRELATION, id])
    },
  )

  test('no correlation id is made up', async () => {
    const answer = await gp.get('/STU3/CodeSystem/PRIORITY')
    expect(idsOf(answer)).toEqual([null, OWN])
  })

  test('none of the names behind the platform is told', async () => {
    const { headers } = await send('/STU3/CodeSystem/PRIORITY')
    for (const [name] of headers) expect(name).not.toMatch(/^(x-ers|xapi|x_ers|nhsd-correlation)/)
  })
})

describe('methods beside those that are published', () => {
  test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])(
    '%s is 405 for a read',
    async (method) => {
      const answer = await gp.send('/STU3/ReferralRequest/000000070000', {
        method,
        headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'GET' },
      })
      expect([answer.status, answer.text, answer.headers.get('allow')]).toEqual([405, '', 'GET'])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    },
  )

  test('a path with a slash at its end, or an empty part, is another one', async () => {
    for (const path of [
      '/STU3/ReferralRequest/000000070000/',
      '/STU3//ReferralRequest/000000070000',
    ])
      expect((await gp.get(path)).status).toBe(404)
  })
})
