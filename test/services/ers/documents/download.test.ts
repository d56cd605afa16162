import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CONSULTANT, type ErsClient, GP, refusal } from '../../../support/client.js'
import { type Advice, OTHER_CONSULTANT, OTHER_GP, startAdvice } from '../advice/sandbox.js'
import { put } from './support.js'

const LETTER = '719f6045-e791-4029-8e0f-1201c02b0a55'
const PENDING = 'b7d1c0de-0012-4a70-8f02-000000070012'
const THREATS = 'adda8c72-4a91-4dc7-a918-b6d12fb28085'
const INVALID = '9e554611-3378-425c-9cab-700b697e52d3'
const UNLINKED = '50f0c0d5-7ed1-4587-8fce-889c8685eb54'
const UNKNOWN = '5b7d0cde-0000-4a70-8f02-000000000000'
const OF_ADVICE = '80245c92-d28a-4d1f-9b8d-c31f8ab9e322'

let sandbox: Advice
let gp: ErsClient
beforeAll(async () => {
  sandbox = await startAdvice()
})
beforeEach(async () => {
  await sandbox.reset()
  gp = sandbox.as(GP)
})
afterAll(() => sandbox.close())

const stu3 = (client: ErsClient, id: string, headers = {}) =>
  client.get(`/STU3/Binary/${id}`, headers)

describe('A006', () => {
  test.each([
    ['the referrer', GP],
    ['the provider', CONSULTANT],
  ])('gives a file to %s', async (_who, who) => {
    const answer = await stu3(sandbox.as(who), LETTER)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="referralletter.pdf"',
    )
    expect(answer.headers.get('content-length')).toBe(String(answer.bytes.length))
    expect(answer.text.slice(0, 8)).toBe('%PDF-1.4')
    expect(answer.headers.get('x-request-id')).toMatch(/-1$/)
  })

  test('gives files of a conversation that became a referral, whatever is accepted', async () => {
    const answer = await stu3(sandbox.as(CONSULTANT), OF_ADVICE, { Accept: 'application/json' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  test.each([
    ['an unknown file', UNKNOWN, 404, undefined],
    ['what is no id', 'x', 404, undefined],
    ['a file that nothing has', UNLINKED, 404, undefined],
    ['a file that is being scanned', PENDING, 422, 'PENDING'],
    ['a file with threats', THREATS, 422, 'THREATS_FOUND'],
    ['a file that is not valid', INVALID, 422, 'VALIDATION_FAILED'],
  ])('refuses %s', async (_what, id, status, code) => {
    expect(refusal(await stu3(gp, id))).toEqual([status, code])
  })

  test('refuses a file of more than 5 MB', async () => {
    const id = put(sandbox.world(), 'long.txt', Buffer.alloc(5 * 1024 * 1024 + 1, 'x'))
    expect(refusal(await stu3(gp, id))).toEqual([422, 'FILE_SIZE_ERROR'])
  })

  test.each([
    ['another practice', OTHER_GP],
    ['another provider', OTHER_CONSULTANT],
  ])('forbids %s', async (_who, who) => {
    expect(refusal(await stu3(sandbox.as(who), LETTER))).toEqual([403, 'FORBIDDEN'])
  })
})
