import { inflateSync } from 'node:zlib'

const STREAM = /<<([^>]*)>>\s*stream\r?\n/g
const WINDOWS = 'windows-1252'

/** The content streams of a PDF, inflated. */
function contents(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes)
  return [...file.toString('latin1').matchAll(STREAM)].flatMap((match) => {
    const [whole, dictionary] = match as unknown as [string, string]
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const start = match.index + whole.length
    const content = file.subarray(start, start + length)
    const text = dictionary.includes('/FlateDecode') ? inflateSync(content) : content
    return [text.toString('latin1')]
  })
}

const decoded = (hex: string): string => new TextDecoder(WINDOWS).decode(Buffer.from(hex, 'hex'))

/** The lines of text that a PDF of e-RS shows. */
export const pdfLines = (bytes: Uint8Array): string[] =>
  contents(bytes)
    .flatMap((content) => [...content.matchAll(/\[(.*?)\] TJ/g)])
    .map(([, line = '']) =>
      [...line.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => decoded(hex)).join(''),
    )

/** What a person reads on it, as one line of words. */
export const readPdf = (bytes: Uint8Array): string => pdfLines(bytes).join(' ').replace(/\s+/g, ' ')

const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&')

/** A PDF of one page that says something. */
export function writePdf(text: string): Uint8Array<ArrayBuffer> {
  const content = `BT /F1 11 Tf 50 780 Td (${escaped(text)}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return new Uint8Array(Buffer.from(file + table + end, 'latin1'))
}
