const LINES_ON_PAGE = 56
const WIDTH = 95

/** Cuts a line at spaces where it is too long for the page. */
function wrap(line: string): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > WIDTH) {
    const space = rest.lastIndexOf(' ', WIDTH)
    const end = space > 0 ? space : WIDTH
    lines.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return [...lines, rest]
}

/** A PDF string in WinAnsi; characters that it lacks become question marks. */
const literal = (text: string): string =>
  `(${text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, '\\$&')})`

const stream = (lines: readonly string[]): string => {
  const text = `BT /F1 10 Tf 50 800 Td 13 TL ${lines.map((line) => `${literal(line)} Tj T*`).join(' ')} ET`
  return `<< /Length ${text.length} >>\nstream\n${text}\nendstream`
}

/** Pages of lines, at least one. */
function paginate(lines: readonly string[]): string[][] {
  const wrapped = lines.flatMap(wrap)
  const count = Math.max(1, Math.ceil(wrapped.length / LINES_ON_PAGE))
  return Array.from({ length: count }, (_, at) =>
    wrapped.slice(at * LINES_ON_PAGE, (at + 1) * LINES_ON_PAGE),
  )
}

/** The objects of a document: catalogue, page tree, font, then a page and its content in turn. */
function objectsOf(pages: readonly string[][]): string[] {
  const kids = pages.map((_, at) => `${4 + 2 * at} 0 R`).join(' ')
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      stream(lines),
    ]),
  ]
}

/** Lines of text as a PDF, at once: a conversion stores its letter in the transaction that makes it. */
export function plainPdf(lines: readonly string[]): Uint8Array {
  let text = '%PDF-1.4\n'
  const offsets: number[] = []
  const objects = objectsOf(paginate(lines))
  for (const [at, object] of objects.entries()) {
    offsets.push(text.length)
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const size = objects.length + 1
  text += `xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
