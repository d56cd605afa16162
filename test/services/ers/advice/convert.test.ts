import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setLock } from '../../../../src/services/ers/domain/lock.js'
import { attachmentContent } from '../../../../src/world/tables/attachment.js'
import { refusal } from '../../../support/client.js'
import { stateOf } from '../../../support/ers-steps.js'
import { ask, type Converting, categoryOf, converting, file, PATHS } from './bodies.js'
import { type Advice, OTHER_CONSULTANT, startAdvice, upload } from './sandbox.js'

let sandbox: Advice
let ubrn: string
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  ubrn = await ask(sandbox.gp)
})

const from = (of = ubrn, version: number | string = 1) =>
  `CommunicationRequest/${of}/_history/${version}`
const convert = (of: Converting = {}, reference = from()) =>
  sandbox.consultant.post(PATHS.convert, converting(reference, of))

interface Contained {
  readonly id: string
  readonly resourceType: string
  readonly type: { coding: { code: string }[] }
  readonly content: { attachment: { title: string; url: string; contentType: string } }[]
}
const documents = (resource: { contained: Contained[] }) =>
  resource.contained.filter((one) => one.resourceType === 'DocumentReference')

describe('A027 makes', () => {
  test('a referral with the same UBRN for the admins to act on, and answers without ETag', async () => {
    const made = await convert()
    expect([made.status, made.headers.get('etag')], made.text).toEqual([201, null])
    expect(made.json).toMatchObject({
      resourceType: 'ReferralRequest',
      id: ubrn,
      status: 'active',
      specialty: { coding: [{ code: 'CARDIOLOGY' }] },
    })
    expect(made.json.identifier[0].value).toMatch(/^r\.[0-9a-f-]{36}$/)
    expect(stateOf(made)).toBe('TRIAGED_PROVIDER_TO_ACTION')
    const state = made.json.extension.find((one: { url: string }) =>
      one.url.endsWith('ReferralState-1'),
    )
    expect(state.extension[1].valueCoding).toMatchObject({
      code: 'PROVIDER_CONVERTED_ADVICE_AND_GUIDANCE_ADMIN_TO_REFER',
      display: 'Provider Converted Advice and Guidance, Admin to Refer',
    })
    expect(state.extension[2].valueString).toBe('Book into the heart failure clinic.')
    const appointment = made.json.contained.find((one: Contained) => one.id === 'appointment')
    expect(appointment).toMatchObject({
      status: 'proposed',
      reason: [{ coding: [{ code: 'PROVIDER_CONVERTED_ADVICE_AND_GUIDANCE_ADMIN_TO_REFER' }] }],
      comment: 'Book into the heart failure clinic.',
      incomingReferral: [{ reference: `ReferralRequest/${ubrn}/_history/1` }],
    })
    expect((await sandbox.gp.get(`/STU3/ReferralRequest/${ubrn}`)).json).toEqual(made.json)
  })

  test('a closing message, after which the conversation is completed', async () => {
    await convert()
    const advice = await sandbox.gp.get(PATHS.read(ubrn))
    expect([advice.json.status, categoryOf(advice)]).toEqual(['completed', 'ADVICE_CONVERTED'])
    const told = await sandbox.gp.get(PATHS.conversation(ubrn, 2))
    expect(told.json.entry[0].resource).toMatchObject({
      category: [{ coding: [{ code: 'RESPONDER' }] }],
      note: [{ text: 'We will see the patient.' }],
    })
  })

  test('a letter of the conversation, and carries every file over', async () => {
    ubrn = await ask(sandbox.gp, {
      files: [file('requestAttachmentFile', 'ADVICE_REQUEST', upload(sandbox.world(), 'a.txt'))],
    })
    const guidance = upload(sandbox.world(), 'b.txt', ubrn)
    const review = upload(sandbox.world(), 'c.txt', ubrn)
    const made = await convert({
      files: [
        file('guidanceAttachmentFile', 'GUIDANCE_RESPONSE', guidance),
        file('reviewAttachmentFile', 'PROVIDER', review),
      ],
    })
    expect(made.status, made.text).toBe(201)
    const title = `Advice and guidance conversation - ${ubrn}.pdf`
    expect(
      documents(made.json).map(({ type, content }) => [
        type.coding[0]?.code,
        content[0]?.attachment.title,
      ]),
    ).toEqual([
      ['REFERRER', title],
      ['PROVIDER', 'c.txt'],
      ['GUIDANCE_RESPONSE', 'b.txt'],
      ['ADVICE_REQUEST', 'a.txt'],
    ])
    expect(made.json.supportingInfo).toEqual([
      ...documents(made.json).map(({ id }) => ({ reference: `#${id}` })),
      { reference: `CommunicationRequest/${ubrn}` },
    ])
    const letter = documents(made.json)[0]?.content[0]?.attachment
    expect(letter?.contentType).toBe('application/pdf')
    const content = attachmentContent(
      sandbox.world().store,
      letter?.url.replace('Binary/', '') ?? '',
    )
    expect(
      Buffer.from(content ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })
})

describe('A027 refuses', () => {
  test.each<[string, Converting, string, string]>([
    [
      '8001 characters to the referrer',
      { text: 'x'.repeat(8001) },
      'INVALID_VALUE',
      "'parameter[1]/valueString' is longer than 8000 characters.",
    ],
    [
      '2001 characters to the admins',
      { comments: 'x'.repeat(2001) },
      'INVALID_VALUE',
      "'parameter[3]/valueString' is longer than 2000 characters.",
    ],
    [
      'an unknown priority',
      { priority: 'SOON' },
      'INVALID_VALUE',
      "'parameter[2]/valueCoding/code' (SOON) is not a known code.",
    ],
  ])('%s', async (_what, of, code, diagnostics) => {
    const answer = await convert(of)
    expect(refusal(answer)).toEqual([422, code])
    expect(answer.json.issue[0].diagnostics).toBe(diagnostics)
  })

  test('a priority that the service does not take', async () => {
    ubrn = await ask(sandbox.gp, { services: ['11010'] })
    expect(refusal(await convert({ priority: 'TWO_WEEK_WAIT' }))).toEqual([
      422,
      'UNSUPPORTED_PRIORITY',
    ])
  })

  test('what the referrer has not allowed', async () => {
    ubrn = await ask(sandbox.gp, { conversion: 'NOT_AUTHORISED_TO_CONVERT' })
    const answer = await convert()
    expect(refusal(answer)).toEqual([422, 'INVALID_REQUEST_STATE'])
    expect(answer.json.issue[0].diagnostics).toBe(
      `Request '${ubrn}' does not allow this: the referrer has not allowed the provider to convert it.`,
    )
  })

  test('a second conversion, and a UBRN that has a referral', async () => {
    expect((await convert()).status).toBe(201)
    for (const reference of [from(ubrn, 2), from('000000070000')])
      expect(refusal(await convert({}, reference))).toEqual([422, 'INVALID_REQUEST_STATE'])
  })

  test('one file name twice, also over both groups', async () => {
    const [first, second] = ['Twice.txt', 'twice.txt'].map((name) =>
      upload(sandbox.world(), name, ubrn),
    )
    const answer = await convert({
      files: [
        file('guidanceAttachmentFile', 'GUIDANCE_RESPONSE', first as string),
        file('reviewAttachmentFile', 'PROVIDER', second as string),
      ],
    })
    expect(refusal(answer)).toEqual([422, 'DUPLICATE_FILENAME'])
    expect((await sandbox.gp.get(PATHS.read(ubrn))).json.meta.versionId).toBe('1')
  })

  test.each<[string, () => string, number, string | undefined]>([
    ['an older version', () => from(ubrn, 0), 409, undefined],
    ['a version to come', () => from(ubrn, 2), 409, undefined],
    ['an unknown UBRN', () => from('999999999999'), 404, undefined],
    ['a referral', () => from('000000070011', 5), 422, 'INVALID_REQUEST_STATE'],
    ["another provider's", () => from('000000072001'), 422, 'NO_RELATIONSHIP'],
    ['no version', () => `CommunicationRequest/${ubrn}`, 422, 'INVALID_VALUE'],
  ])('%s', async (_what, reference, status, code) => {
    expect(refusal(await convert({}, reference()))).toEqual([status, code])
  })

  test('while somebody holds the request, and strangers', async () => {
    setLock(sandbox.world(), ubrn, true)
    expect(refusal(await convert())).toEqual([423, undefined])
    setLock(sandbox.world(), ubrn, false)
    const stranger = await sandbox.as(OTHER_CONSULTANT).post(PATHS.convert, converting(from()))
    expect(refusal(stranger)).toEqual([422, 'NO_RELATIONSHIP'])
    const referrer = await sandbox.gp.post(PATHS.convert, converting(from()))
    expect(refusal(referrer)).toEqual([403, 'FORBIDDEN'])
  })
})
