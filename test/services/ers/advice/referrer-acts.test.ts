import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  cancelAdvice,
  closeAdvice,
  referFromAdvice,
  replyToAdvice,
  updateClinicalInformation,
} from '../../../../src/services/ers/domain/advice/index.js'
import { answering, ask, categoryOf, ifMatch, PATHS } from './bodies.js'
import { type Advice, NOW, startAdvice, upload } from './sandbox.js'

let sandbox: Advice
let ubrn: string
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  ubrn = await ask(sandbox.gp)
})

const overview = () => Buffer.from('overview')
const read = () => sandbox.gp.get(PATHS.read(ubrn))
const codes = (result: { ok: boolean; refusals?: readonly { code: string }[] }) =>
  result.ok ? 'ok' : result.refusals?.[0]?.code

describe('A referrer', () => {
  test('writes again: it is the turn of the provider', async () => {
    const answer = answering({ outcome: 'REQUIRE_FURTHER_INFORMATION' })
    await sandbox.consultant.post(PATHS.respond(ubrn), answer, ifMatch(1))
    const id = upload(sandbox.world(), 'result.txt', ubrn)
    const file = { type: 'ADVICE_REQUEST', attachmentId: id, indexed: NOW } as const
    expect(replyToAdvice(sandbox.world(), ubrn, 'Here it is.', [file]).ok).toBe(true)
    expect(categoryOf(await read())).toBe('PROVIDER_RESPONSE_REQUIRED')
    const told = await sandbox.consultant.get(PATHS.conversation(ubrn, 3))
    expect(told.json.total).toBe(3)
    expect(told.json.entry[0].resource).toMatchObject({
      category: [{ coding: [{ code: 'REQUESTER' }] }],
      note: [{ text: 'Here it is.' }],
    })
  })

  test('writes neither nothing nor more than 8000 characters', () => {
    expect(codes(replyToAdvice(sandbox.world(), ubrn, ' '))).toBe('MISSING_VALUE')
    expect(codes(replyToAdvice(sandbox.world(), ubrn, 'x'.repeat(8001)))).toBe('INVALID_VALUE')
    expect(codes(replyToAdvice(sandbox.world(), ubrn, 'x'.repeat(8000)))).toBe('ok')
  })

  test.each([
    ['closes it', closeAdvice, 'completed', 'CONVERSATION_ENDED_CLOSED'],
    ['cancels it', cancelAdvice, 'cancelled', 'CONVERSATION_ENDED_CANCELLED'],
  ])('%s, for good', async (_what, act, status, category) => {
    expect(codes(act(sandbox.world(), ubrn))).toBe('ok')
    const after = await read()
    expect([after.json.status, categoryOf(after)]).toEqual([status, category])
    expect(after.json.meta.versionId).toBe('2')
    for (const again of [closeAdvice, cancelAdvice])
      expect(codes(again(sandbox.world(), ubrn))).toBe('INVALID_REQUEST_STATE')
    expect(codes(replyToAdvice(sandbox.world(), ubrn, 'More'))).toBe('INVALID_REQUEST_STATE')
    expect(codes(referFromAdvice(sandbox.world(), ubrn, ['11000'], overview))).toBe(
      'INVALID_REQUEST_STATE',
    )
  })

  test('makes a referral of it, not booked, with the same UBRN', async () => {
    const made = referFromAdvice(sandbox.world(), ubrn, ['11000', '11002'], overview)
    expect(codes(made)).toBe('ok')
    expect(categoryOf(await read())).toBe('ADVICE_CONVERTED')
    const referral = await sandbox.gp.get(`/STU3/ReferralRequest/${ubrn}`)
    expect(referral.json.supportingInfo.at(-1)).toEqual({
      reference: `CommunicationRequest/${ubrn}`,
    })
    const letter = referral.json.contained.find(
      (one: { resourceType: string }) => one.resourceType === 'DocumentReference',
    )
    expect(letter.content[0].attachment.title).toBe(
      `Advice and guidance conversation - ${ubrn}.pdf`,
    )
  })

  test('names services that exist', () => {
    const refer = (services: string[]) =>
      codes(referFromAdvice(sandbox.world(), ubrn, services, overview))
    expect(refer([])).toBe('MISSING_VALUE')
    expect(refer(['99999'])).toBe('REFERENCE_NOT_FOUND')
    expect(codes(closeAdvice(sandbox.world(), '999999999999'))).toBe('NOT_FOUND')
  })
})

test("a referrer's clinical system adds files outside the conversation", async () => {
  const id = upload(sandbox.world(), 'summary.txt', ubrn)
  const file = { type: 'REFERRER', attachmentId: id, indexed: NOW } as const
  expect(codes(updateClinicalInformation(sandbox.world(), ubrn, [file]))).toBe('ok')
  expect((await read()).json.payload).toHaveLength(1)
  const told = await sandbox.consultant.get(PATHS.conversation(ubrn, 2))
  expect(told.json.entry[0].resource).toMatchObject({
    category: [{ coding: [{ code: 'REFERRER_CLINICAL_INFORMATION_UPDATED' }] }],
    sender: {
      extension: [{ valueReference: { reference: 'PractitionerRole/021600556514.R69' } }],
    },
  })
})
