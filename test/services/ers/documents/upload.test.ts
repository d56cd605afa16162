import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startSandbox } from '../../../../src/library/index.js'
import { setScanSeconds } from '../../../../src/services/ers/domain/files/scan-file.js'
import { findAttachment } from '../../../../src/world/tables/attachment.js'
import { ErsClient, GP, refusal } from '../../../support/client.js'
import { type Advice, PROVIDER_ADMIN, startAdvice } from '../advice/sandbox.js'
import { type File, PDF, sendFile, TEXT, uploaded } from './support.js'

const HOUR = 3_600_000
const MB = 1024 * 1024

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

const stored = (location: string) =>
  findAttachment(sandbox.world().store, location.replace('Binary/', ''))

describe('A020', () => {
  test('takes a file: its place, and nothing more', async () => {
    const answer = await sendFile(gp, { request: '000000070000' })
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      201,
      '',
      null,
    ])
    const location = answer.headers.get('location') as string
    expect(location).toMatch(/^Binary\/[0-9a-f-]{36}$/)
    expect(stored(location)).toMatchObject({
      fileName: 'letter.pdf',
      contentType: 'application/pdf',
      size: PDF.length,
      intendedFor: '000000070000',
      uploadedBy: GP.user,
      status: 'PENDING',
      linkedTo: null,
    })
  })

  test.each<[string, File]>([
    ['an upper-case extension', { name: 'LETTER.PDF' }],
    ['parameters of the media type', { type: 'Application/PDF; charset=binary' }],
    ['an Accept for anything', { headers: { Accept: 'image/png' } }],
    ['several dots', { name: 'a.b.txt', type: 'text/plain', content: TEXT }],
    ['exactly 5 MB', { content: PDF + ' '.repeat(5 * MB - PDF.length) }],
  ])('takes %s', async (_what, file) => {
    await uploaded(gp, file)
  })

  test('takes names in UTF-8, and files of admins for their clinician', async () => {
    const location = await uploaded(sandbox.as(PROVIDER_ADMIN), { name: 'Siân.pdf' })
    expect(stored(location)).toMatchObject({
      fileName: 'Siân.pdf',
      onBehalfOf: PROVIDER_ADMIN.onBehalfOf,
    })
  })

  test.each<[string, File, number, string | undefined]>([
    ['no name', { name: '' }, 422, 'MISSING_VALUE'],
    ['a long name', { name: `${'a'.repeat(252)}.pdf` }, 422, 'INVALID_VALUE'],
    ['another extension', { name: 'letter.txt' }, 422, 'CONFLICTING_VALUES'],
    ['no extension', { name: 'letter' }, 422, 'CONFLICTING_VALUES'],
    ['an unsupported type', { type: 'text/html', name: 'a.html' }, 422, 'INAPPROPRIATE_VALUE'],
    ['nothing in it', { content: '' }, 422, 'FILE_SIZE_ERROR'],
    ['over 5 MB', { content: ' '.repeat(5 * MB + 1) }, 422, 'FILE_SIZE_ERROR'],
    ['a type that is none', { type: 'pdf' }, 415, undefined],
    ['far over 5 MB', { content: ' '.repeat(7 * MB) }, 422, 'FILE_SIZE_ERROR'],
  ])('refuses a file with %s', async (_what, file, status, code) => {
    expect(refusal(await sendFile(gp, file))).toEqual([status, code])
  })

  test('refuses a caller first, however large the file', async () => {
    const content = ' '.repeat(7 * MB)
    expect(
      refusal(await sendFile(sandbox.as({ ...GP, organisation: 'RCD' }), { content })),
    ).toEqual([403, 'FORBIDDEN'])
  })

  test('refuses a body without a media type', async () => {
    const content = new TextEncoder().encode(PDF)
    const answer = await sendFile(gp, { content, headers: { 'Content-Type': '' } })
    expect(refusal(answer)).toEqual([415, undefined])
  })
})

describe('A039', () => {
  const large = (file: File = {}) => sendFile(gp, { base: '/R4', ...file })

  test('takes a file that is too large for A020; A042 leads to it', async () => {
    const content = PDF + ' '.repeat(7 * MB)
    const answer = await large({ content, request: '000000070000' })
    expect([answer.status, answer.text]).toEqual([201, ''])
    const location = answer.headers.get('location') as string
    expect(stored(location)).toMatchObject({ size: content.length, intendedFor: '000000070000' })
  })

  test.each<[string, File, number, string]>([
    ['no name', { name: '' }, 400, "'fileName' is missing."],
    ['another extension', { name: 'letter.txt' }, 400, "'fileName' (letter.txt) does not go"],
    ['nothing in it', { content: '' }, 400, 'The file is empty.'],
    ['a type that is none', { type: 'pdf' }, 415, "Content-Type 'pdf' is not a media type."],
  ])('refuses a file with %s in the words of R4', async (_what, file, status, diagnostics) => {
    const answer = await large(file)
    expect(answer.status).toBe(status)
    expect(answer.json.issue[0].diagnostics).toContain(diagnostics)
  })

  test('leaves only the beginning of a very large body in the journal', async () => {
    await large({ content: PDF + ' '.repeat(7 * MB) })
    const kept = await fetch(`${sandbox.url}/_sandbox/journal?operation=A039`)
    const [{ id }] = (await kept.json()) as [{ id: number }]
    const whole = await fetch(`${sandbox.url}/_sandbox/journal/${id}`)
    expect(await whole.json()).toMatchObject({
      request: { body: PDF.padEnd(65_536), bytes: PDF.length + 7 * MB },
    })
  })
})

describe('The scan', () => {
  const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  const eicar = '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

  test.each<[string, File, string]>([
    ['a PDF', {}, 'AVAILABLE'],
    ['a text', { name: 'a.txt', type: 'text/plain', content: TEXT }, 'AVAILABLE'],
    ['an image', { name: 'a.png', type: 'image/png', content: png }, 'AVAILABLE'],
    ['a PDF that is none', { content: TEXT }, 'VALIDATION_FAILED'],
    ['an image that is none', { name: 'a.gif', type: 'image/gif' }, 'VALIDATION_FAILED'],
    ['the test virus', { content: `${PDF}${eicar}` }, 'THREATS_FOUND'],
  ])('of %s ends after five seconds', async (_what, file, status) => {
    const location = await uploaded(gp, file)
    await sandbox.world().advance(4_999)
    expect(stored(location)?.status).toBe('PENDING')
    await sandbox.world().advance(1)
    expect(stored(location)?.status).toBe(status)
  })

  test('ends by itself while the clock runs', async () => {
    const world = sandbox.world()
    setScanSeconds(world, 0.05)
    world.run()
    const location = await uploaded(gp)
    await vi.waitFor(() => expect(stored(location)?.status).toBe('AVAILABLE'))
  })

  test('takes as long as the world says, or no time', async () => {
    setScanSeconds(sandbox.world(), 600)
    const slow = await uploaded(gp)
    await sandbox.world().advance(599_000)
    expect(stored(slow)?.status).toBe('PENDING')
    setScanSeconds(sandbox.world(), 0)
    expect(stored(await uploaded(gp))?.status).toBe('AVAILABLE')
  })

  test('goes on where it was when a folder is opened again', async () => {
    const data = mkdtempSync(join(tmpdir(), 'ers-files-'))
    const start = Date.parse('2026-06-01T09:00:00Z')
    const first = await startSandbox({ data, clock: { start, frozen: true } })
    const location = await uploaded(new ErsClient(first.world(), GP), { content: TEXT })
    await first.close()
    const second = await startSandbox({ data })
    await second.world().clock.advance(5_000)
    const events = await fetch(`${second.url}/_sandbox/events`)
    expect(await events.json()).toContainEqual(
      expect.objectContaining({
        subject: location.replace('Binary/', ''),
        detail: { status: 'VALIDATION_FAILED' },
      }),
    )
    await second.close()
    rmSync(data, { recursive: true })
  })
})

test('A file that stays unlinked is removed after a day', async () => {
  const location = await uploaded(gp)
  await sandbox.world().advance(24 * HOUR - 1)
  expect(stored(location)).toBeDefined()
  await sandbox.world().advance(1)
  expect(stored(location)).toBeUndefined()
})
