import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox } from '../../../../src/library/index.js'
import {
  linkAttachment,
  removeUnlinkedAttachment,
} from '../../../../src/world/tables/attachment.js'
import { ErsClient, GP, refusal, request } from '../../../support/client.js'
import { type Advice, OTHER_CONSULTANT, OTHER_GP, startAdvice } from '../advice/sandbox.js'
import { put } from './support.js'

const LETTER = '719f6045-e791-4029-8e0f-1201c02b0a55'
const PENDING = 'b7d1c0de-0012-4a70-8f02-000000070012'
const THREATS = 'adda8c72-4a91-4dc7-a918-b6d12fb28085'
const INVALID = '9e554611-3378-425c-9cab-700b697e52d3'
const UNLINKED = '50f0c0d5-7ed1-4587-8fce-889c8685eb54'
const UNKNOWN = '5b7d0cde-0000-4a70-8f02-000000000000'

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

const r4 = (client: ErsClient, id: string) =>
  client.send(`/R4/Binary/${id}`, { redirect: 'manual' })

async function linkTo(id: string): Promise<string> {
  const answer = await r4(gp, id)
  expect([answer.status, answer.text]).toEqual([307, ''])
  return answer.headers.get('location') as string
}

describe('A042', () => {
  test('sends the caller to the object store, which knows no token', async () => {
    const link = await linkTo(LETTER)
    expect(link).toMatch(new RegExp(`^${sandbox.url}/ObjectStore/${LETTER}\\?expires=\\d+&`))
    const file = await request(link)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="referralletter.pdf"',
    )
    expect(file.headers.get('content-length')).toBe(String(file.bytes.length))
    expect(file.headers.get('x-request-id')).toBeNull()
    expect(file.bytes).toEqual((await gp.get(`/STU3/Binary/${LETTER}`)).bytes)
  })

  test('is followed by clients that follow', async () => {
    const answer = await gp.get(`/R4/Binary/${LETTER}`)
    expect([answer.status, answer.text.slice(0, 5)]).toEqual([200, '%PDF-'])
  })

  test('gives files over 5 MB, and names outside ASCII twice', async () => {
    const file = await request(
      await linkTo(
        put(sandbox.world(), 'Siân’s "letter".txt', Buffer.alloc(5 * 1024 * 1024 + 1, 'x')),
      ),
    )
    expect(file.bytes.length).toBe(5 * 1024 * 1024 + 1)
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="=?UTF-8?Q?Si=C3=A2n=E2=80=99s=20=22letter=22.txt?="; filename*=UTF-8''Si%C3%A2n%E2%80%99s%20%22letter%22.txt`,
    )
  })

  test('makes links for one use', async () => {
    const [one, other] = [await linkTo(LETTER), await linkTo(LETTER)]
    expect(one).not.toBe(other)
    expect((await request(one)).status).toBe(200)
    expect((await request(one)).status).toBe(403)
    expect((await request(other)).status).toBe(200)
  })

  test('makes links for a minute', async () => {
    const [early, late] = [await linkTo(LETTER), await linkTo(LETTER)]
    await sandbox.world().advance(59_999)
    expect((await request(early)).status).toBe(200)
    await sandbox.world().advance(1)
    expect((await request(late)).status).toBe(403)
  })

  test('makes links that cannot be changed', async () => {
    const link = await linkTo(LETTER)
    const changed = [
      link.replace(LETTER, PENDING),
      link.replace(/expires=\d/, 'expires=9'),
      link.replace(/signature=./, 'signature=é'),
      link.replace(/\?.*/, ''),
    ]
    for (const one of changed) expect((await request(one)).status, one).toBe(403)
    expect((await request(link, { method: 'POST' })).status).toBe(405)
    expect((await request(`${sandbox.url}/ObjectStore`)).status).toBe(404)
  })

  test('says that the file is gone once it was removed', async () => {
    const link = await linkTo(LETTER)
    const { store } = sandbox.world()
    linkAttachment(store, LETTER, null)
    removeUnlinkedAttachment(store, LETTER)
    expect((await request(link)).status).toBe(404)
  })

  test.each([
    ['what is no id', 'x', 400, 'REC_BAD_REQUEST'],
    ['an unknown file', UNKNOWN, 404, 'REC_NOT_FOUND'],
    ['an unknown file of old', 'att-70000-70001', 404, 'REC_NOT_FOUND'],
    ['a file that nothing has', UNLINKED, 404, 'REC_NOT_FOUND'],
    ['a file that is being scanned', PENDING, 422, 'PENDING'],
    ['a file with threats', THREATS, 422, 'THREATS_FOUND'],
    ['a file that is not valid', INVALID, 422, 'VALIDATION_FAILED'],
  ])('refuses %s', async (_what, id, status, code) => {
    expect(refusal(await r4(gp, id))).toEqual([status, code])
  })

  test.each([
    ['another practice', OTHER_GP],
    ['another provider', OTHER_CONSULTANT],
  ])('refuses %s', async (_who, who) => {
    expect(refusal(await r4(sandbox.as(who), LETTER))).toEqual([403, 'NO_RELATIONSHIP'])
  })

  test('stays in its world, also where a header names it', async () => {
    const running = await startSandbox()
    const world = running.world('files')
    const location = async (base: string, headers = {}) => {
      const client = new ErsClient({ ...world, url: base }, GP)
      const answer = await client.send(`/R4/Binary/${LETTER}`, { redirect: 'manual', headers })
      return answer.headers.get('location') as string
    }
    const byPath = await location(world.url)
    const byHeader = await location(running.url, { 'X-Sandbox-World': 'files' })
    for (const link of [byPath, byHeader]) {
      expect(link.startsWith(`${running.url}/worlds/files/ObjectStore/`)).toBe(true)
      expect((await request(link)).status).toBe(200)
    }
    await running.close()
  })
})
