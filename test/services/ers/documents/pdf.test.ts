import { describe, expect, test } from 'vitest'
import { renderPdf } from '../../../../src/services/ers/pdf.js'
import { pdfText } from '../../../support/pdf-text.js'

const AT = Date.parse('2026-06-01T09:00:00Z')
const pages = (bytes: Uint8Array) =>
  Number(/\/Count (\d+)/.exec(Buffer.from(bytes).toString('latin1'))?.[1])

describe('A PDF', () => {
  test('holds title, headings and lines', () => {
    const pdf = renderPdf('Letter', [{ heading: 'Patient', lines: ['Name: Zoë', ''] }], AT)
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
    expect(Buffer.from(pdf).toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true)
    expect(pdfText(pdf)).toContain('Letter\nPatient\nName: Zoë')
  })

  test('wraps long lines and goes on to further pages', () => {
    const lines = Array.from({ length: 200 }, (_, at) => `${at} ${'word '.repeat(40)}`)
    const pdf = renderPdf('Long', [{ heading: 'All', lines }], AT)
    expect(pages(pdf)).toBeGreaterThan(5)
    expect(pdfText(pdf)).toContain('199 word')
  })

  test('writes what the fonts lack with what is nearest', () => {
    const pdf = renderPdf('Dŵr', [{ heading: '“Siân”', lines: ['日本 – ok'] }], AT)
    expect(pdfText(pdf)).toBe('Dwr\n“Siân”\n?? – ok')
  })

  test('is the same for the same input', () => {
    const write = () => renderPdf('Same', [{ heading: 'A', lines: ['b'] }], AT)
    expect(Buffer.from(write()).equals(Buffer.from(write()))).toBe(true)
  })
})
