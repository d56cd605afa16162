import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../../../support/client.js'
import { pdfText } from '../../../support/pdf-text.js'
import { PATHS } from './bodies.js'
import { type Advice, startAdvice } from './sandbox.js'

let sandbox: Advice
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())

const fetchPdf = (ubrn: string, headers: Record<string, string> = {}) =>
  sandbox.consultant.send(PATHS.pdf(ubrn), { method: 'POST', headers })

describe('A043', () => {
  test.each(['000000070022', '000000070004'])('writes %s as a PDF', async (ubrn) => {
    const answer = await fetchPdf(ubrn, { Accept: 'application/pdf' })
    expect([answer.status, answer.headers.get('content-type')], answer.text).toEqual([
      200,
      'application/pdf',
    ])
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename=${ubrn}_Advice_And_Guidance_20260601090000.pdf`,
    )
    expect(answer.text.slice(0, 5)).toBe('%PDF-')
    expect(pdfText(answer.bytes)).toContain(`UBRN: ${ubrn}`)
  })

  test('tells who wrote what and when, by name, and which files came with it', async () => {
    const lines = pdfText((await fetchPdf('000000070001')).bytes).replaceAll('\n', ' ')
    expect(lines).toMatch(
      /Referrer, Thursday 28 May 2026 at 14:43 Written by .* \(\d{12}\) at .*\(R69\)/,
    )
    expect(lines).toMatch(/Referring organisation: .*\(R69\)/)
    expect(lines).toContain('File: ')
  })

  test('is served to a client that asks for FHIR JSON alone, as it does everywhere', async () => {
    const answer = await fetchPdf('000000070022', { Accept: 'application/fhir+json' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  })

  test.each([
    ['000000070011', 422, 'INVALID_REQUEST_TYPE'],
    ['000000072001', 422, 'NO_RELATIONSHIP'],
    ['999999999999', 404, undefined],
  ])('refuses %s with %i %s', async (ubrn, status, code) => {
    expect(refusal(await fetchPdf(ubrn))).toEqual([status, code])
  })

  test('refuses an Accept that it cannot meet', async () => {
    expect((await fetchPdf('000000070022', { Accept: 'image/png' })).status).toBe(406)
  })
})
