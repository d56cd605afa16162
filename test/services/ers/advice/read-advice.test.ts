import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../../../support/client.js'
import { adviceList, ask, PATHS } from './bodies.js'
import { type Advice, OTHER_CONSULTANT, OTHER_GP, PROVIDER_ADMIN, startAdvice } from './sandbox.js'

const REFERRAL_ONLY = '000000070011'
const ADVICE_ONLY = '000000070022'

let sandbox: Advice
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())

describe('A024', () => {
  test('tells referrer and provider the same, with the version as ETag', async () => {
    const path = PATHS.read(ADVICE_ONLY)
    const read = await sandbox.consultant.get(path)
    expect([read.status, read.headers.get('etag')]).toEqual([200, 'W/"3"'])
    expect((await sandbox.gp.get(path)).json).toEqual(read.json)
    expect((await sandbox.consultant.get(`${path}/_history/3`)).json).toEqual(read.json)
    expect(read.json.extension.map((one: { url: string }) => one.url.split('eRS-')[1])).toEqual([
      'ReferralPriority-1',
      'ProviderConversionAuthorisation-1',
      'ReferralShortlist-1',
      'Specialty-1',
    ])
  })

  test('lists the files of the clinical system, those that cannot be opened too', async () => {
    const read = await sandbox.consultant.get(PATHS.read('000000070002'))
    const statuses = read.json.contained
      .filter((one: { resourceType: string }) => one.resourceType === 'DocumentReference')
      .map(
        (one: { content: { attachment: { extension: { valueCoding: { code: string } }[] } }[] }) =>
          one.content[0]?.attachment.extension[0]?.valueCoding.code,
      )
    expect(statuses).toEqual(['PENDING', 'THREATS_FOUND', 'VALIDATION_FAILED'])
    expect(read.json.payload).toHaveLength(3)
  })

  test.each([
    ['000000070020', 'completed', 'CONVERSATION_ENDED_CLOSED'],
    ['000000070021', 'cancelled', 'CONVERSATION_ENDED_CANCELLED'],
    ['000000070004', 'completed', 'ADVICE_CONVERTED'],
  ])('still tells of %s after its end', async (ubrn, status, category) => {
    const read = await sandbox.consultant.get(PATHS.read(ubrn))
    expect(read.json).toMatchObject({ status, category: [{ coding: [{ code: category }] }] })
  })

  test.each<[string, string, number, string | undefined]>([
    ['an unknown UBRN', PATHS.read('999999999999'), 404, undefined],
    ['what is no UBRN', PATHS.read('70000'), 404, undefined],
    ['an older version', `${PATHS.read(ADVICE_ONLY)}/_history/2`, 404, undefined],
    ['a referral', PATHS.read(REFERRAL_ONLY), 422, 'INVALID_REQUEST_TYPE'],
    ['an advice request of another provider', PATHS.read('000000072001'), 422, 'NO_RELATIONSHIP'],
  ])('refuses %s', async (_what, path, status, code) => {
    expect(refusal(await sandbox.consultant.get(path))).toEqual([status, code])
  })

  test('refuses strangers of both sides, and lets an admin act for a clinician', async () => {
    const path = PATHS.read(ADVICE_ONLY)
    for (const stranger of [OTHER_GP, OTHER_CONSULTANT])
      expect(refusal(await sandbox.as(stranger).get(path))).toEqual([422, 'NO_RELATIONSHIP'])
    expect((await sandbox.as(PROVIDER_ADMIN).get(path)).status).toBe(200)
  })
})

describe('A UBRN of the other kind', () => {
  test('is refused by the operations on referrals', async () => {
    const read = await sandbox.gp.get(`/STU3/ReferralRequest/${ADVICE_ONLY}`)
    expect(refusal(read)).toEqual([422, 'INVALID_REQUEST_TYPE'])
    const accept = await sandbox.consultant.send(
      `/STU3/ReferralRequest/${ADVICE_ONLY}/$ers.acceptReferral`,
      { method: 'POST', headers: { 'If-Match': 'W/"3"' } },
    )
    expect(refusal(accept)).toEqual([422, 'INVALID_REQUEST_STATE'])
  })
})

describe('A025', () => {
  test('tells a whole conversation, the newest message first, with people and files', async () => {
    const read = await sandbox.consultant.get(PATHS.conversation('000000070001', 6))
    expect(read.status, read.text).toBe(200)
    expect(read.json).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 2 })
    const base = `${sandbox.url}/referrals/FHIR/STU3`
    expect(read.json.link).toEqual([
      {
        relation: 'self',
        url: `${base}/Communication?based-on=CommunicationRequest/000000070001/_history/6&_include=Communication:requester-practitionerrole:PractitionerRole&_include=Communication:sender-practitionerrole:PractionerRole&_include=Communication:content-reference:DocumentReference`,
      },
    ])
    expect(
      read.json.entry.map((one: { fullUrl: string; search: { mode: string } }) => [
        one.fullUrl.replace(`${base}/`, ''),
        one.search.mode,
      ]),
    ).toEqual([
      ['Communication/70002', 'match'],
      ['Communication/70001', 'match'],
      ['PractitionerRole/103264992985.R69.REFERRING-CLINICIAN', 'include'],
      ['PractitionerRole/103264994981.R69.SERVICE-PROVIDER-CLINICIAN', 'include'],
      ['DocumentReference/82000', 'include'],
      ['DocumentReference/82001', 'include'],
    ])
    for (const { resource } of read.json.entry.slice(0, 2))
      expect(resource.basedOn).toEqual([
        { reference: 'CommunicationRequest/000000070001/_history/6' },
      ])
  })

  test('names the organisation of the referrer as recipient of an answer', async () => {
    const read = await sandbox.consultant.get(PATHS.conversation('000000070001', 6))
    const recipients = read.json.entry
      .slice(0, 2)
      .map((one: { resource: { recipient: object[] } }) => one.resource.recipient[0])
    expect(recipients[0]).toEqual({
      identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'R69' },
    })
    expect(recipients[1]).toHaveProperty('extension')
  })

  test('shows an update by a clinical system under a role without function', async () => {
    const read = await sandbox.consultant.get(PATHS.conversation('000000070003', 7))
    const [update] = read.json.entry
    expect(update.resource).toMatchObject({
      category: [{ coding: [{ code: 'REFERRER_CLINICAL_INFORMATION_UPDATED' }] }],
      note: [{ text: 'NOTE: Clinical Information has been added/amended' }],
    })
    const role = read.json.entry.find(
      (one: { resource: { id: string } }) => one.resource.id === '103264992985.R69',
    )
    expect(role.resource).not.toHaveProperty('code')
  })

  test.each<[string, string, number, string | undefined]>([
    ['an older version', PATHS.conversation('000000070001', 5), 404, undefined],
    ['a version to come', PATHS.conversation('000000070001', 7), 404, undefined],
    ['an unknown UBRN', PATHS.conversation('999999999999', 1), 404, undefined],
    ['a referral', PATHS.conversation(REFERRAL_ONLY, 5), 400, 'INVALID_REQUEST_TYPE'],
    ['a stranger', PATHS.conversation('000000072001', 1), 400, 'NO_RELATIONSHIP'],
    ['no parameter', '/STU3/Communication', 400, 'MISSING_PARAMETER'],
    [
      'a reference without version',
      '/STU3/Communication?based-on=CommunicationRequest/000000070001',
      400,
      'INVALID_VALUE',
    ],
  ])('refuses %s', async (_what, path, status, code) => {
    expect(refusal(await sandbox.consultant.get(path))).toEqual([status, code])
  })
})

describe('A023', () => {
  const ubrns = (list: { json: { entry: { item: { reference: string } }[] } }) =>
    list.json.entry.map((one) => one.item.reference.replace('CommunicationRequest/', ''))

  test('lists the open conversations, the most pressing first', async () => {
    const list = await sandbox.consultant.post(PATHS.list, adviceList())
    expect(list.status, list.text).toBe(200)
    expect(ubrns(list)).toEqual([
      '000000070002',
      '000000070001',
      '000000070003',
      '000000070022',
      '000000070000',
    ])
    const [first] = list.json.entry
    expect(first.extension[0].extension.map((one: { url: string }) => one.url)).toEqual([
      'priority',
      'specialty',
      'patient',
      'category',
      'adviceFirstRequested',
      'adviceLastUpdated',
      'referrer',
      'service',
      'clinicType',
      'communicationRequestVersion',
    ])
  })

  test('filters by service and named clinician', async () => {
    const of = { system: 'http://fhir.nhs.net/Id/ers-service', value: '11010' }
    const filter = { name: 'service', valueIdentifier: of }
    expect(ubrns(await sandbox.consultant.post(PATHS.list, adviceList(filter)))).toEqual([])
    const ubrn = await ask(sandbox.gp, { services: ['11010'] })
    expect(ubrns(await sandbox.consultant.post(PATHS.list, adviceList(filter)))).toEqual([ubrn])
  })

  test.each([
    ['an unknown service', '99999', 'REFERENCE_NOT_FOUND'],
    ["another provider's service", '60008', 'NO_RELATIONSHIP'],
  ])('refuses %s', async (_what, value, code) => {
    const filter = {
      name: 'service',
      valueIdentifier: { system: 'http://fhir.nhs.net/Id/ers-service', value },
    }
    const list = await sandbox.consultant.post(PATHS.list, adviceList(filter))
    expect(refusal(list)).toEqual([422, code])
  })

  test('refuses a list of referrals with INVALID_CODE, and referrers with 403', async () => {
    const body = JSON.stringify(adviceList())
    const wrong = body.replace('ADVICE_AND_GUIDANCE_REQUESTS', 'REFERRALS_FOR_REVIEW')
    expect(refusal(await sandbox.consultant.post(PATHS.list, wrong))).toEqual([422, 'INVALID_CODE'])
    expect(refusal(await sandbox.gp.post(PATHS.list, body))).toEqual([403, 'FORBIDDEN'])
  })

  test('shows an admin the conversations of the whole organisation', async () => {
    const admin = sandbox.as({ ...PROVIDER_ADMIN, role: 'SERVICE_PROVIDER_ADMIN', onBehalfOf: '' })
    const list = await admin.post(PATHS.list, adviceList())
    expect(ubrns(list)).toContain('000000070022')
  })
})

describe('A041', () => {
  const search = (identifier: string) => `/R4/ServiceRequest?identifier=${identifier}`
  const found = (bundle: {
    json: { entry?: { resource: { id: string; status: string } }[] }
  }): string[] =>
    (bundle.json.entry ?? []).map(({ resource }) => `${resource.id[0]} ${resource.status}`)

  test.each([
    ['000000070011', ['r active']],
    ['000000070022', ['a active']],
    ['000000070004', ['r active', 'a completed']],
    ['000000070020', ['a completed']],
    ['000000070021', ['a revoked']],
    ['000000071007', ['r revoked']],
    ['999999999999', []],
    ['000000072001', []],
  ])('finds of %s: %j', async (ubrn, expected) => {
    const bundle = await sandbox.gp.get(search(ubrn))
    expect(bundle.status, bundle.text).toBe(200)
    expect(found(bundle)).toEqual(expected)
    expect(bundle.json.total).toBe(expected.length)
    if (expected.length === 0) expect(bundle.json).not.toHaveProperty('entry')
  })

  test('takes the identifier with its system, and links to itself encoded', async () => {
    const bundle = await sandbox.gp.get(search('https://fhir.nhs.uk/Id/UBRN%7C000000070022'))
    expect(bundle.json.link[0].url).toBe(
      `${sandbox.url}/referrals/FHIR/R4/ServiceRequest?identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2FUBRN%7C000000070022`,
    )
    expect(bundle.json.entry[0].resource).toMatchObject({
      identifier: [{ system: 'https://fhir.nhs.uk/Id/UBRN', value: '000000070022' }],
      intent: 'order',
      category: [{ coding: [{ code: 'request' }] }],
      code: { coding: [{ code: 'advice-and-guidance' }] },
    })
  })

  test.each(['/R4/ServiceRequest', search('')])('refuses %s', async (path) => {
    const answer = await sandbox.gp.get(path)
    expect([answer.status, answer.json.issue[0].code]).toEqual([400, 'required'])
  })
})
