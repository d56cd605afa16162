import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setLock } from '../../../../src/services/ers/domain/lock.js'
import { refusal } from '../../../support/client.js'
import { type Answering, answering, ask, categoryOf, file, ifMatch, PATHS } from './bodies.js'
import { type Advice, OTHER_CONSULTANT, PROVIDER_ADMIN, startAdvice, upload } from './sandbox.js'

let sandbox: Advice
let ubrn: string
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  ubrn = await ask(sandbox.gp)
})

const respond = (of: Answering = {}, version: number | string = 1) =>
  sandbox.consultant.post(PATHS.respond(ubrn), answering(of), ifMatch(version))

describe('A026', () => {
  test.each([
    ['RETURN_TO_REFERRER_WITH_ADVICE', 'REFERRER_TO_REVIEW_RESPONSE'],
    ['REQUIRE_FURTHER_INFORMATION', 'REFERRER_TO_SUBMIT_FURTHER_INFORMATION'],
  ])('%s makes it %s', async (outcome, category) => {
    const answer = await respond({ outcome, priority: 'URGENT' })
    expect([answer.status, answer.headers.get('etag')], answer.text).toEqual([200, null])
    const [advice, message] = answer.json.parameter.map(
      (one: { resource: unknown }) => one.resource,
    )
    expect(answer.json.parameter.map((one: { name: string }) => one.name)).toEqual([
      'updatedCommunicationRequest',
      'createdCommunication',
    ])
    expect(advice).toMatchObject({
      meta: { versionId: '2' },
      category: [{ coding: [{ code: category }] }],
    })
    expect(advice.extension[0].valueCodeableConcept.coding[0].code).toBe('URGENT')
    expect(advice.contained[0].parameter[0].valueCoding.code).toBe('ROUTINE')
    expect(message).toMatchObject({
      basedOn: [{ reference: `CommunicationRequest/${ubrn}/_history/2` }],
      category: [{ coding: [{ code: 'RESPONDER' }] }],
      recipient: [{ identifier: { value: 'R69' } }],
    })
    const read = await sandbox.gp.get(PATHS.read(ubrn))
    expect([read.headers.get('etag'), categoryOf(read)]).toEqual(['W/"2"', category])
  })

  test('lets an admin write for the clinician, who is responsible', async () => {
    const admin = sandbox.as(PROVIDER_ADMIN)
    const answer = await admin.post(PATHS.respond(ubrn), answering(), ifMatch(1))
    expect(answer.status, answer.text).toBe(200)
    const message = answer.json.parameter[1].resource
    expect(message.sender.extension[0].valueReference.reference).toBe(
      '#PractitionerRole.103264994345.R69.SERVICE-PROVIDER-CLINICIAN-ADMIN',
    )
    expect(message.extension[0].valueReference.reference).toBe(
      '#PractitionerRole.103264994981.R69.SERVICE-PROVIDER-CLINICIAN',
    )
  })

  test('takes several answers in a row, each raising the version', async () => {
    expect((await respond()).status).toBe(200)
    expect((await respond({}, 2)).status).toBe(200)
    expect((await sandbox.gp.get(PATHS.read(ubrn))).json.meta.versionId).toBe('3')
  })

  test('attaches files that were uploaded for the request, by UBRN or by its id', async () => {
    const advice = await sandbox.gp.get(PATHS.read(ubrn))
    const ids = [
      upload(sandbox.world(), 'by-ubrn.txt', ubrn),
      upload(sandbox.world(), 'by-id.txt', advice.json.identifier[0].value),
    ]
    const files = ids.map((id) => file('guidanceAttachmentFile', 'GUIDANCE_RESPONSE', id))
    const answer = await respond({ files })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json.parameter[1].resource.payload).toHaveLength(2)
  })

  test('takes 8000 characters', async () => {
    expect((await respond({ text: 'x'.repeat(8000) })).status).toBe(200)
  })
})

describe('A026 refuses', () => {
  test.each<[string, Answering, string, string]>([
    [
      '8001 characters',
      { text: 'x'.repeat(8001) },
      'INVALID_VALUE',
      "'parameter[2]/valueString' is longer than 8000 characters.",
    ],
    [
      'advice without a recommendation',
      { recommendation: '' },
      'VALUE_IS_REQUIRED',
      "'guidanceIntendedRecommendation' is required with guidanceOutcome (RETURN_TO_REFERRER_WITH_ADVICE).",
    ],
    [
      'a question with a recommendation',
      { outcome: 'REQUIRE_FURTHER_INFORMATION', recommendation: 'OTHER' },
      'INAPPROPRIATE_VALUE',
      "'guidanceIntendedRecommendation' (OTHER) does not go with guidanceOutcome (REQUIRE_FURTHER_INFORMATION)",
    ],
    [
      'a conversion',
      { outcome: 'PROVIDER_CONVERTED' },
      'INAPPROPRIATE_VALUE',
      "'guidanceOutcome' (PROVIDER_CONVERTED) is not a response",
    ],
    [
      'an unknown outcome',
      { outcome: 'SHRUG' },
      'INVALID_VALUE',
      "'parameter[0]/valueCoding/code' (SHRUG) is not a known code.",
    ],
  ])('%s', async (_what, of, code, diagnostics) => {
    const answer = await respond(of)
    expect(refusal(answer)).toEqual([422, code])
    expect(answer.json.issue[0].diagnostics).toBe(diagnostics)
  })

  test('a priority that the service does not take', async () => {
    ubrn = await ask(sandbox.gp, { services: ['11010'] })
    const answer = await respond({ priority: 'TWO_WEEK_WAIT' })
    expect(refusal(answer)).toEqual([422, 'UNSUPPORTED_PRIORITY'])
    expect(answer.json.issue[0].diagnostics).toBe(
      "'updatedPriority' (TWO_WEEK_WAIT) is not supported by service '11010'.",
    )
  })

  test('a file that was uploaded for no request, or for another', async () => {
    for (const meant of [null, '000000070000']) {
      const id = upload(sandbox.world(), 'other.txt', meant)
      const files = [file('guidanceAttachmentFile', 'GUIDANCE_RESPONSE', id)]
      expect(refusal(await respond({ files }))).toEqual([422, 'INAPPROPRIATE_VALUE'])
    }
  })

  test('a version that is not the current one, none, and a wildcard', async () => {
    expect(refusal(await respond({}, 2))).toEqual([409, undefined])
    for (const header of ['', '*', '"1"']) {
      const answer = await sandbox.consultant.post(PATHS.respond(ubrn), answering(), {
        'If-Match': header,
      })
      expect(refusal(answer)).toEqual([412, undefined])
    }
  })

  test('while somebody holds the request', async () => {
    setLock(sandbox.world(), ubrn, true)
    expect(refusal(await respond())).toEqual([423, undefined])
    setLock(sandbox.world(), ubrn, false)
    expect((await respond()).status).toBe(200)
  })

  test.each([
    ['000000070020', 3, 422, 'INVALID_REQUEST_STATE'],
    ['000000070021', 2, 422, 'INVALID_REQUEST_STATE'],
    ['000000070004', 3, 422, 'INVALID_REQUEST_STATE'],
    ['000000070011', 5, 422, 'INVALID_REQUEST_STATE'],
    ['000000072001', 1, 422, 'NO_RELATIONSHIP'],
    ['999999999999', 1, 404, undefined],
  ])('%s', async (other, version, status, code) => {
    ubrn = other
    expect(refusal(await respond({}, version))).toEqual([status, code])
  })

  test('strangers and referrers', async () => {
    const path = PATHS.respond(ubrn)
    const stranger = await sandbox.as(OTHER_CONSULTANT).post(path, answering(), ifMatch(1))
    expect(refusal(stranger)).toEqual([422, 'NO_RELATIONSHIP'])
    const referrer = await sandbox.gp.post(path, answering(), ifMatch(1))
    expect(refusal(referrer)).toEqual([403, 'FORBIDDEN'])
  })
})
