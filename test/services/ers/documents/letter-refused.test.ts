import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setLock } from '../../../../src/services/ers/domain/lock.js'
import { type ErsClient, GP, type Reply, refusal } from '../../../support/client.js'
import { book, freeSlots, operate, refer } from '../../../support/ers-steps.js'
import { type Advice, startAdvice } from '../advice/sandbox.js'
import { type File, filesOf, type Letter, letters, uploaded } from './support.js'

const UBRN = '000000070000'
const DAY = 86_400_000

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

const read = (ubrn: string) => gp.get(`/STU3/ReferralRequest/${ubrn}`)
const maintain = (referral: Reply, ...files: readonly Letter[]) =>
  operate(gp, referral, 'maintainReferralLetter', letters(...files))
const fileFor = (ubrn: string, file: File = {}) => uploaded(gp, { request: ubrn, ...file })

describe('A012 refuses', () => {
  const files: readonly [string, () => Promise<readonly Letter[]>, string][] = [
    ['no file at all', async () => [], 'MISSING_VALUE'],
    [
      'an unknown file',
      async () => [{ url: 'Binary/5b7d0cde-0000-4a70-8f02-000000000000' }],
      'REFERENCE_NOT_FOUND',
    ],
    ['a file for no request', async () => [{ url: await uploaded(gp) }], 'INAPPROPRIATE_VALUE'],
    [
      'a file for another request',
      async () => [{ url: await fileFor('000000070001') }],
      'INAPPROPRIATE_VALUE',
    ],
    [
      'a file of another request',
      async () => [{ url: 'Binary/719f6045-e791-4029-8e0f-1201c02b0a55' }],
      'INVALID_STATE',
    ],
    [
      'a file of another type',
      async () => [{ url: await fileFor(UBRN), type: 'PROVIDER' }],
      'INAPPROPRIATE_VALUE',
    ],
    [
      'a long description',
      async () => [{ url: await fileFor(UBRN), description: 'x'.repeat(201) }],
      'INVALID_VALUE',
    ],
    ['another address', async () => [{ url: 'https://example.org/1' }], 'INVALID_VALUE'],
    [
      'two files of one name',
      async () => [
        { url: await fileFor(UBRN) },
        { url: await fileFor(UBRN, { name: 'LETTER.pdf' }) },
      ],
      'DUPLICATE_FILENAME',
    ],
    [
      'a file that is named twice',
      async () => {
        const url = await fileFor(UBRN)
        return [{ url }, { url }]
      },
      'DUPLICATE_FILENAME',
    ],
    [
      'a file of the name of one that stays',
      async () => [
        { url: 'Binary/19eb7224-dff3-4730-a5cb-67eac811f1a5' },
        { url: await fileFor(UBRN, { name: 'referralletter.pdf' }) },
      ],
      'DUPLICATE_FILENAME',
    ],
  ]

  test.each(files)('%s', async (_what, named, code) => {
    const answer = await maintain(await read(UBRN), ...(await named()))
    expect(refusal(answer)).toEqual([422, code])
    expect(filesOf(await read(UBRN))).toEqual([['referralletter.pdf', 'AVAILABLE']])
  })

  test('a file of the name of a provider, and one linked as another type', async () => {
    const referral = await read('000000070004')
    const png = { name: 'provider.png', type: 'image/png' }
    const named = await maintain(referral, { url: await fileFor('000000070004', png) })
    expect(refusal(named)).toEqual([422, 'DUPLICATE_FILENAME'])
    const linked = await maintain(referral, {
      url: 'Binary/b7d1c0de-0004-4a70-8f02-000000070004',
    })
    expect(refusal(linked)).toEqual([422, 'INVALID_STATE'])
  })

  test('what changes nothing', async () => {
    const referral = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
    const letter = { url: await fileFor(referral.json.id), description: 'The letter' }
    const changed = await maintain(referral, letter)
    expect(refusal(await maintain(changed, letter))).toEqual([422, 'NO_CHANGES_DETECTED'])
  })

  test.each([
    ['000000071007', 'cancelled'],
    ['000000071006', 'not attended'],
  ])('a referral that is over: %s is %s', async (ubrn) => {
    const answer = await maintain(await read(ubrn), { url: await fileFor(ubrn) })
    expect(refusal(answer)).toEqual([422, 'INVALID_REQUEST_STATE'])
  })

  test('a referral whose appointment is before today', async () => {
    const referral = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
    const [slot] = await freeSlots(gp, '11000')
    if (!slot) throw new Error('no slot')
    await book(gp, referral, '11000', slot)
    const booked = await read(referral.json.id)
    await sandbox.world().advance(60 * DAY)
    gp = sandbox.as(GP)
    const answer = await maintain(booked, { url: await fileFor(booked.json.id) })
    expect(refusal(answer)).toEqual([422, 'INVALID_REQUEST_STATE'])
  })

  test('advice requests, unknown UBRNs, old and absent versions, and held requests', async () => {
    const body = letters({ url: await fileFor(UBRN) })
    const send = (ubrn: string, etag: string) =>
      gp.post(`/STU3/ReferralRequest/${ubrn}/$ers.maintainReferralLetter`, body, {
        'If-Match': etag,
      })
    expect(refusal(await send('000000070022', 'W/"1"'))).toEqual([422, 'INVALID_REQUEST_TYPE'])
    expect((await send('999999999999', 'W/"1"')).status).toBe(404)
    expect((await send(UBRN, 'W/"1"')).status).toBe(409)
    expect((await send(UBRN, '')).status).toBe(412)
    setLock(sandbox.world(), UBRN, true)
    expect((await maintain(await read(UBRN), { url: await fileFor(UBRN) })).status).toBe(423)
  })
})
