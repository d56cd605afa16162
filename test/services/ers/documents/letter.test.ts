import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findAttachment } from '../../../../src/world/tables/attachment.js'
import { referrals } from '../../../../src/world/tables/referral.js'
import {
  CONSULTANT,
  type ErsClient,
  GP,
  type Reply,
  refusal,
  SECRETARY,
} from '../../../support/client.js'
import { book, freeSlots, onWorklist, operate, refer } from '../../../support/ers-steps.js'
import { type Advice, OTHER_GP, startAdvice } from '../advice/sandbox.js'
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
const moments = (referral: Reply) =>
  ['ClinicalInfoFirstSubmitted', 'ClinicalInfoLastUpdated'].map(
    (name) =>
      referral.json.extension.find(({ url }: { url: string }) => url.endsWith(`${name}-1`))
        ?.valueDateTime,
  )
const onReview = () => onWorklist(sandbox.as(CONSULTANT), 'REFERRALS_FOR_REVIEW')

async function booked(): Promise<Reply> {
  const referral = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
  const [slot] = await freeSlots(gp, '11000')
  if (!slot) throw new Error('no slot')
  await book(gp, referral, '11000', slot)
  return read(referral.json.id)
}

describe('A012', () => {
  test('attaches the first letter: it need not be scanned yet', async () => {
    const referral = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
    const url = await fileFor(referral.json.id)
    const changed = await maintain(referral, { url, description: 'The letter' })
    expect(changed.status, changed.text).toBe(200)
    expect(changed.headers.get('etag')).toBe('W/"2"')
    expect(filesOf(changed)).toEqual([['letter.pdf', 'PENDING']])
    expect(moments(changed)).toEqual(['2026-06-01T09:00:00.000Z', undefined])
    await sandbox.world().advance(5_000)
    expect(filesOf(await read(referral.json.id))).toEqual([['letter.pdf', 'AVAILABLE']])
  })

  test.each([
    ['an admin names the clinician too', SECRETARY, GP.user],
    ['a clinician is named alone', GP, undefined],
  ])('tells who attached it: %s', async (_what, who, clinician) => {
    const client = sandbox.as(who)
    const referral = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
    const url = await uploaded(client, { request: referral.json.id })
    const changed = await operate(client, referral, 'maintainReferralLetter', letters({ url }))
    expect(changed.status, changed.text).toBe(200)
    const { content } = changed.json.contained.find(
      ({ resourceType }: { resourceType: string }) => resourceType === 'DocumentReference',
    )
    const named = (name: string) =>
      content[0].attachment.extension.find(({ url }: { url: string }) => url.endsWith(`${name}-1`))
        ?.valueReference.identifier.value
    expect([named('AttachedBy'), named('AttachedOnBehalfOf')]).toEqual([who.user, clinician])
  })

  test('replaces the letters: new ones first, those named again stay, others go', async () => {
    const referral = await refer(gp, { letter: 'NEED_TO_ADD_LATER' })
    const [one, two, three] = await Promise.all(
      ['1', '2', '3'].map((name) => fileFor(referral.json.id, { name: `${name}.pdf` })),
    )
    const first = await maintain(referral, { url: one as string }, { url: two as string })
    await sandbox.world().advance(60_000)
    const second = await maintain(first, { url: two as string }, { url: three as string })
    expect(filesOf(second).map(([name]) => name)).toEqual(['3.pdf', '2.pdf'])
    expect(moments(second)).toEqual(['2026-06-01T09:00:00.000Z', '2026-06-01T09:01:00.000Z'])
    const id = (one as string).replace('Binary/', '')
    expect(findAttachment(sandbox.world().store, id)?.linkedTo).toBeNull()
    await sandbox.world().advance(DAY)
    expect(findAttachment(sandbox.world().store, id)).toBeUndefined()
    const kept = (two as string).replace('Binary/', '')
    expect(findAttachment(sandbox.world().store, kept)?.linkedTo).toBe(referral.json.id)
  })

  test('changes a description, and keeps files of other types', async () => {
    const referral = await read('000000070004')
    const letter = referral.json.contained.find(
      (one: { description?: string; id: string }) =>
        one.id.startsWith('Document') && JSON.stringify(one).includes('"REFERRER"'),
    ).content[0].attachment.url
    const changed = await maintain(referral, { url: letter, description: 'What was said' })
    expect(changed.status, changed.text).toBe(200)
    expect(changed.text).toContain('What was said')
    expect(filesOf(changed)).toHaveLength(4)
  })

  test('brings an accepted referral back to review', async () => {
    const referral = await booked()
    const ubrn = referral.json.id
    expect(await onReview()).not.toContain(ubrn)
    const url = await fileFor(ubrn)
    const withLetter = await maintain(referral, { url })
    expect(await onReview()).toContain(ubrn)
    const accepted = await operate(sandbox.as(CONSULTANT), withLetter, 'acceptReferral')
    expect(accepted.status, accepted.text).toBe(200)
    expect(await onReview()).not.toContain(ubrn)
    const again = await maintain(
      accepted,
      { url },
      { url: await fileFor(ubrn, { name: 'more.pdf' }) },
    )
    expect(again.status, again.text).toBe(200)
    expect(await onReview()).toContain(ubrn)
    expect(referrals.find(sandbox.world().store, ubrn)).toMatchObject({
      review: 'PENDING',
      contextStatus: 'LETTER_CHANGED',
    })
    const retold = await maintain(again, { url, description: 'retold' })
    expect(retold.status).toBe(200)
    expect(referrals.find(sandbox.world().store, ubrn)?.contextStatus).toBe('LETTER_CHANGED')
  })

  test('is for admins of the referrer too, and not for anyone else', async () => {
    const body = letters({ url: await fileFor(UBRN) })
    const referral = await read(UBRN)
    const as = (who: Parameters<Advice['as']>[0]) =>
      operate(sandbox.as(who), referral, 'maintainReferralLetter', body)
    expect(refusal(await as(CONSULTANT))).toEqual([403, 'FORBIDDEN'])
    expect(refusal(await as(OTHER_GP))).toEqual([422, 'NO_RELATIONSHIP'])
    expect((await as(SECRETARY)).status).toBe(200)
  })
})
