import { createRequire } from 'node:module'
import type PDFDocument from 'pdfkit'
import type { Instant } from '../../world/clock.js'

/** A part of a document: a heading, and lines of text below it. Long lines are wrapped. */
export interface PdfSection {
  readonly heading: string
  readonly lines: readonly string[]
}

const require = createRequire(import.meta.url)

/** What the standard fonts can write beside Latin-1 (PDF 32000-1, annex D, WinAnsiEncoding). */
const ALSO_WRITABLE = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'

const isWritable = (letter: string): boolean =>
  /[\x20-\x7e\xa0-\xff]/.test(letter) || ALSO_WRITABLE.includes(letter)

/** Text in letters that the fonts have: `ŵ` becomes `w`, what has no near letter a question mark. */
const writable = (text: string): string =>
  [...text.replace(/\s/g, ' ')]
    .map((letter) => (isWritable(letter) ? letter : letter.normalize('NFD').charAt(0)))
    .map((letter) => (isWritable(letter) ? letter : '?'))
    .join('')

function writeSection(document: PDFKit.PDFDocument, { heading, lines }: PdfSection): void {
  document.moveDown().font('Helvetica-Bold', 12).text(writable(heading)).moveDown(0.3)
  document.font('Helvetica', 10)
  for (const line of lines) document.text(writable(line) || ' ')
}

/**
 * Writes a document: a title, then sections over as many A4 pages as they need. The same input gives
 * the same bytes. The library is loaded with the first document, so that starting does not wait for it.
 */
export function renderPdf(
  title: string,
  sections: readonly PdfSection[],
  created: Instant,
): Uint8Array {
  const Document = require('pdfkit') as typeof PDFDocument
  const document = new Document({
    size: 'A4',
    info: { Title: title, CreationDate: new Date(created) },
  })
  document.font('Helvetica-Bold', 16).text(writable(title))
  for (const section of sections) writeSection(document, section)
  document.end()
  return document.read() as Buffer
}
