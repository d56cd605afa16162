import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, refusal } from '../../support/client.js'
import { serviceSearch, worklist } from '../../support/ers-bodies.js'
import { actionsFor, stateOf } from '../../support/ers-steps.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient
let consultant: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox()
  world = sandbox.world()
  gp = new ErsClient(world, GP)
  consultant = new ErsClient(world, CONSULTANT)
})
afterAll(() => sandbox.close())

describe('A004', () => {
  test.each([
    ['SPECIALTY', 93],
    ['CLINIC-TYPE', 672],
    ['APPOINTMENT-CANCELLATION-REASON', 36],
    ['REFERRAL-CANCELLATION-REASON', 18],
    ['APPOINTMENT-NON-ATTENDANCE-REASON', 8],
    ['PRIORITY', 3],
  ])('serves %s with %i concepts', async (type, count) => {
    const answer = await gp.get(`/STU3/CodeSystem/${type}`)
    expect(answer.json).toMatchObject({
      id: type,
      url: `${world.url}/referrals/FHIR/STU3/CodeSystem/${type}`,
    })
    expect(answer.json.concept).toHaveLength(count)
    expect(answer.headers.get('etag')).toBeNull()
  })

  test('knows no other set', async () => {
    expect(refusal(await gp.get('/STU3/CodeSystem/COLOUR'))).toEqual([404, undefined])
  })
})

describe('the referrals of the official sandbox', () => {
  test.each([
    ['000000070000', 'NOT_BOOKED'],
    ['000000070001', 'BOOKED'],
    ['000000070002', 'BOOKED'],
    ['000000070003', 'DEFERRED_TO_PROVIDER'],
    ['000000070004', 'TRIAGED_PROVIDER_TO_ACTION'],
    ['000000070005', 'BOOKED'],
    ['000000070011', 'BOOKED'],
    ['000000070012', 'NOT_BOOKED'],
  ])('%s is there, %s at version 5', async (ubrn, state) => {
    const answer = await gp.get(`/STU3/ReferralRequest/${ubrn}`)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers.get('etag')).toBe('W/"5"')
    expect(stateOf(answer)).toBe(state)
  })
})

describe('A005', () => {
  test.each([
    ['000099999999', 404],
    ['abc', 404],
    ['000000070000/_history/4', 404],
    ['000000070000/_history/five', 404],
  ])('has no %s', async (path, status) => {
    expect(refusal(await gp.get(`/STU3/ReferralRequest/${path}`))).toEqual([status, undefined])
  })

  test('mirrors the correlation id and names its own transaction', async () => {
    const answer = await gp.get('/STU3/ReferralRequest/000000070000', {
      'X-Correlation-ID': 'my-trace',
      'X-Request-ID': '58621d65-d5ad-4c3a-959f-0438e355990e',
    })
    expect(answer.headers.get('x-correlation-id')).toBe('my-trace')
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}-1$/)
    expect(answer.headers.get('x-request-id')).not.toContain('58621d65')
  })
})

describe('A008', () => {
  const filter = (name: string, type: string, value: object) => ({ name, [type]: value })
  const service = (value: string) =>
    filter('service', 'valueIdentifier', { system: 'http://fhir.nhs.net/Id/ers-service', value })
  const assigned = (name: string, code: string) =>
    filter(name, 'valueCodeableConcept', {
      coding: [{ system: 'https://fhir.nhs.uk/STU3/CodeSystem/eRS-AssignedIndicator-1', code }],
    })
  const specialty = (code: string) =>
    filter('specialty', 'valueCodeableConcept', {
      coding: [{ system: '_baseUrl_/STU3/CodeSystem/SPECIALTY', code }],
    })
  const clinician = (value: string) =>
    filter('clinician', 'valueIdentifier', { system: 'http://fhir.nhs.net/Id/sds-user-id', value })
  const ask = (client: ErsClient, ...of: Parameters<typeof worklist>) =>
    client.post('/STU3/ReferralRequest/$ers.fetchworklist', worklist(...of))

  test.each<[string, object[], string]>([
    ['an unknown service', [service('99999')], 'REFERENCE_NOT_FOUND'],
    ['a specialty without the indicator', [specialty('CARDIOLOGY')], 'UNEXPECTED_FIELD'],
    [
      'the indicator without a specialty',
      [assigned('specialtyAssignedIndicator', 'ASSIGNED')],
      'MISSING_VALUE',
    ],
    [
      'no specialty at all',
      [assigned('specialtyAssignedIndicator', 'NOT_ASSIGNED')],
      'INVALID_VALUE',
    ],
    [
      'an unknown specialty',
      [assigned('specialtyAssignedIndicator', 'ASSIGNED'), specialty('ASTROLOGY')],
      'INVALID_CODE',
    ],
    ['a clinician without the indicator', [clinician('021600556514')], 'UNEXPECTED_FIELD'],
    [
      'an unknown clinician',
      [assigned('clinicianAssignedIndicator', 'ASSIGNED'), clinician('999999999999')],
      'REFERENCE_NOT_FOUND',
    ],
    [
      'an indicator that is none',
      [assigned('clinicianAssignedIndicator', 'PERHAPS')],
      'INVALID_CODE',
    ],
  ])('refuses to filter by %s', async (_what, filters, code) => {
    expect(refusal(await ask(consultant, 'REFERRALS_FOR_REVIEW', ...filters))).toEqual([422, code])
  })

  test('refuses the other side’s list, an unknown one, and filters on a referrer’s', async () => {
    expect(refusal(await ask(gp, 'REFERRALS_FOR_REVIEW'))).toEqual([422, 'INVALID_CODE'])
    expect(refusal(await ask(consultant, 'AWAITING_BOOKING'))).toEqual([422, 'INVALID_CODE'])
    expect(refusal(await ask(consultant, 'EVERYTHING'))).toEqual([422, 'INVALID_CODE'])
    expect(refusal(await ask(gp, 'AWAITING_BOOKING', service('11000')))).toEqual([
      422,
      'UNEXPECTED_FIELD',
    ])
  })

  test('filters by clinician', async () => {
    const all = await ask(consultant, 'REFERRALS_FOR_REVIEW')
    const some = await ask(
      consultant,
      'REFERRALS_FOR_REVIEW',
      assigned('clinicianAssignedIndicator', 'NOT_ASSIGNED'),
    )
    expect(all.json.entry.length).toBeGreaterThan(0)
    for (const entry of some.json.entry)
      expect(JSON.stringify(entry)).not.toMatch(/allocatedClinician|namedClinician/)
  })
})

describe('A010', () => {
  const PATH = '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient'

  test('finds by criteria, nearest first, then by name', async () => {
    const found = await gp.post(PATH, serviceSearch())
    const names = found.json.entry.map(
      (entry: { item: { extension: { extension: { valueString: string }[] }[] } }) =>
        entry.item.extension[0]?.extension[0]?.valueString,
    )
    expect(names.length).toBeGreaterThan(3)
    expect(names).toContain('Forthright Cardiology Business Service')
  })

  test('finds services for advice apart from the others', async () => {
    const found = await gp.post(PATH, serviceSearch({ requestType: 'ADVICE_AND_GUIDANCE_REQUEST' }))
    const flows = found.json.entry.map((entry: object) => JSON.stringify(entry))
    expect(flows.every((text: string) => text.includes('ADVICE_AND_GUIDANCE_REQUEST'))).toBe(true)
  })

  test('says so where nothing was found', async () => {
    const found = await gp.post(
      PATH,
      serviceSearch({ specialty: 'ALLERGY', clinicType: 'ALLERGY_1' }),
    )
    expect(found.json.emptyReason.coding[0]).toEqual({
      system: 'http://hl7.org/fhir/ValueSet/list-empty-reason',
      code: 'nilknown',
      display: 'no results',
    })
    expect(found.json).not.toHaveProperty('entry')
  })
})

describe('A029', () => {
  const ask = (query: string) => gp.get(`/STU3/Task?${query}`)
  const FOCUS = 'focus=ReferralRequest/000000070000/_history/5'

  test.each([
    ['intent=proposal&status=ready', 'MISSING_PARAMETER'],
    [`${FOCUS}&status=ready`, 'MISSING_PARAMETER'],
    [`${FOCUS}&intent=order&status=ready`, 'INVALID_VALUE'],
    [`${FOCUS}&intent=proposal&status=done`, 'INVALID_VALUE'],
    ['focus=Referral/1&intent=proposal&status=ready', 'INVALID_VALUE'],
    [
      'focus=ReferralRequest/000099999999/_history/1&intent=proposal&status=ready',
      'REFERENCE_NOT_FOUND',
    ],
    [
      'focus=ReferralRequest/000000070000/_history/4&intent=proposal&status=ready',
      'HISTORY_NOT_SUPPORTED',
    ],
  ])('refuses %s', async (query, code) => {
    expect(refusal(await ask(query))).toEqual([400, code])
  })

  test('offers nothing without a relationship', async () => {
    const elsewhere = new ErsClient(world, { ...GP, organisation: 'R68' })
    expect(await actionsFor(elsewhere, '000000070000', '5')).toEqual([])
  })

  test.each([
    ['000000070001', GP, ['CANCEL_REFERRAL', 'CANCEL_DIRECTLY_BOOKED_APPOINTMENT']],
    ['000000070002', GP, ['CANCEL_REFERRAL']],
    ['000000070003', GP, ['CANCEL_REFERRAL']],
    ['000000070003', CONSULTANT, ['RECORD_REVIEW_OUTCOME', 'CANCEL_REFERRAL']],
    ['000000070004', GP, ['CANCEL_REFERRAL']],
  ])('of %s what may be done', async (ubrn, who, expected) => {
    expect(await actionsFor(new ErsClient(world, who), ubrn, '5')).toEqual(expected)
  })
})

describe('A033, A035 and A037', () => {
  test('show a service, its version, and several', async () => {
    const one = await gp.get('/R4/HealthcareService/2')
    expect([one.status, one.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    const head = await gp.send('/R4/HealthcareService/2', { method: 'HEAD' })
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([
      200,
      '',
      one.headers.get('etag'),
    ])
    expect(head.headers.get('content-length')).toBeNull()
    const several = await gp.get('/R4/HealthcareService?_id=1,5,2')
    expect([several.json.total, several.json.entry.length]).toEqual([2, 2])
    const none = await gp.get('/R4/HealthcareService?_id=5,6')
    expect(none.json.total).toBe(0)
    expect(none.json).not.toHaveProperty('entry')
  })

  test.each([
    ['/R4/HealthcareService/5', 404, 'REC_NOT_FOUND'],
    ['/R4/HealthcareService', 400, 'REC_BAD_REQUEST'],
    ['/R4/HealthcareService?_id=one', 400, 'REC_BAD_REQUEST'],
    [
      `/R4/HealthcareService?_id=${Array.from({ length: 21 }, (_, at) => at + 1)}`,
      400,
      'REC_BAD_REQUEST',
    ],
  ])('%s is refused', async (path, status, code) => {
    expect(refusal(await gp.get(path))).toEqual([status, code])
  })

  test('of an unknown service A037 answers the status alone', async () => {
    const head = await gp.send('/R4/HealthcareService/5', { method: 'HEAD' })
    expect([head.status, head.text]).toEqual([404, ''])
  })
})

describe('A038', () => {
  test('shows a current appointment', async () => {
    const referral = await gp.get('/STU3/ReferralRequest/000000070001')
    const reference = referral.json.extension.find((one: { url: string }) =>
      one.url.endsWith('Appointment-Reference-1'),
    ).valueReference.reference
    const appointment = await gp.get(`/STU3/${reference}`)
    expect(appointment.json.status).toBe('booked')
    const version = appointment.json.meta.versionId
    expect((await gp.get(`/STU3/${reference}/_history/${version}`)).text).toBe(appointment.text)
    expect((await gp.get(`/STU3/${reference}/_history/99`)).status).toBe(404)
  })

  test('knows no other', async () => {
    expect(refusal(await gp.get('/STU3/Appointment/1'))).toEqual([404, undefined])
  })
})

describe('A013', () => {
  const accept = (ubrn: string, headers: Record<string, string>) =>
    consultant.send(`/STU3/ReferralRequest/${ubrn}/$ers.acceptReferral`, {
      method: 'POST',
      headers,
    })

  test.each<[string, string, Record<string, string>, number, string | undefined]>([
    ['without If-Match', '000000070001', {}, 412, undefined],
    ['with a wildcard', '000000070001', { 'If-Match': '*' }, 412, undefined],
    ['with a strong tag', '000000070001', { 'If-Match': '"5"' }, 412, undefined],
    ['with another version', '000000070001', { 'If-Match': 'W/"4"' }, 409, undefined],
    ['of an unknown referral', '000099999999', { 'If-Match': 'W/"5"' }, 404, undefined],
    ['of a deferred one', '000000070003', { 'If-Match': 'W/"5"' }, 422, 'INVALID_REQUEST_STATE'],
    [
      'of one that is not with this provider',
      '000000070000',
      { 'If-Match': 'W/"5"' },
      422,
      'NO_RELATIONSHIP',
    ],
  ])('is refused %s', async (_what, ubrn, headers, status, code) => {
    expect(refusal(await accept(ubrn, headers))).toEqual([status, code])
  })

  test('takes an encoded dollar sign for what it is', async () => {
    const answer = await consultant.send(
      '/STU3/ReferralRequest/000099999999/%24ers.acceptReferral',
      {
        method: 'POST',
      },
    )
    expect(answer.status).toBe(404)
  })
})
