import { readParameters } from './parameters.js'
import { type MimePart, type MimeProblem, MOST_PARTS } from './part.js'
import { readPart } from './read-part.js'

const CR = 0x0d
const LF = 0x0a
const DASH = 0x2d

/** A delimiter line: where it begins (with the line end before it) and where the next line begins. */
interface Delimiter {
  readonly start: number
  readonly next: number
  /** Whether it closes the message. */
  readonly last: boolean
}

/** The end of a line that holds blanks only, from `at`; undefined if it holds anything else. */
function endOfBlanks(bytes: Buffer, at: number): number | undefined {
  let here = at
  while (bytes[here] === 0x20 || bytes[here] === 0x09) here += 1
  if (here >= bytes.length) return bytes.length
  if (bytes[here] === LF) return here + 1
  return bytes[here] === CR && bytes[here + 1] === LF ? here + 2 : undefined
}

/** The line end before a delimiter belongs to it: CRLF, or a bare LF as some clients send. */
function startOf(bytes: Buffer, at: number): number | undefined {
  if (at === 0) return 0
  if (bytes[at - 1] !== LF) return undefined
  return bytes[at - 2] === CR ? at - 2 : at - 1
}

/** The first delimiter line at or after `from`. */
function findDelimiter(bytes: Buffer, mark: Buffer, from: number): Delimiter | undefined {
  for (let at = bytes.indexOf(mark, from); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const start = startOf(bytes, at)
    if (start === undefined) continue
    const after = at + mark.length
    const last = bytes[after] === DASH && bytes[after + 1] === DASH
    const next = endOfBlanks(bytes, last ? after + 2 : after)
    if (next !== undefined) return { start, next, last }
  }
  return undefined
}

const refuse = (problem: MimeProblem['problem'], where: string): MimeProblem => ({ problem, where })

/**
 * Reads a `multipart/related` body (tms 3.2, 3.3): parts in their order, line ends CRLF or LF, the
 * boundary quoted or not. `start` is not relied on: the first part is the ebXML part.
 */
export function readMultipart(header: string, body: Uint8Array): MimePart[] | MimeProblem {
  const { value, parameters } = readParameters(header)
  const boundary = parameters.get('boundary')
  if (!value.startsWith('multipart/')) return refuse('NOT_MULTIPART', `Content-Type is ${value}`)
  if (!boundary) return refuse('NO_BOUNDARY', 'Content-Type names no boundary')
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  let delimiter = findDelimiter(bytes, mark, 0)
  if (!delimiter) return refuse('NOT_MULTIPART', 'the boundary does not occur in the body')
  const parts: MimePart[] = []
  while (!delimiter.last) {
    // A part without content ends with the very line end that the delimiter before it took.
    const end: Delimiter | undefined = findDelimiter(bytes, mark, delimiter.next)
    if (!end) return refuse('TRUNCATED', `part ${parts.length + 1} has no end`)
    if (parts.length === MOST_PARTS)
      return refuse('TOO_MANY_PARTS', `there are more than ${MOST_PARTS} parts`)
    const part = readPart(bytes.subarray(delimiter.next, Math.max(end.start, delimiter.next)))
    if (typeof part === 'string') return refuse('PART', `part ${parts.length + 1} ${part}`)
    parts.push(part)
    delimiter = end
  }
  return parts
}
