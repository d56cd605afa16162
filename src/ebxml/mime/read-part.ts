import { readParameters } from './parameters.js'
import type { MimePart } from './part.js'

const LF = 0x0a
const LONGEST_HEADERS = 16 * 1024

/** Where the headers of a part end and its content begins; undefined if there is no empty line. */
function endOfHeaders(
  bytes: Buffer,
): { readonly end: number; readonly content: number } | undefined {
  if (bytes[0] === LF) return { end: 0, content: 1 }
  if (bytes[0] === 0x0d && bytes[1] === LF) return { end: 0, content: 2 }
  for (
    let at = bytes.indexOf(LF);
    at >= 0 && at < LONGEST_HEADERS;
    at = bytes.indexOf(LF, at + 1)
  ) {
    if (bytes[at + 1] === LF) return { end: at, content: at + 2 }
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === LF) return { end: at, content: at + 3 }
  }
  return undefined
}

/** Headers by name in lower case; a line that begins with a blank continues the one before. */
function readHeaders(text: string): Map<string, string> {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(':')
      return colon < 1
        ? []
        : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
    }),
  )
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Undoes base64, with or without line ends; undefined if it is none. */
function fromBase64(bytes: Buffer): Uint8Array | undefined {
  const text = bytes.toString('latin1').replace(/[\s]+/g, '')
  return BASE64.test(text) && text.length % 4 === 0 ? Buffer.from(text, 'base64') : undefined
}

const asItIs = (bytes: Buffer): Uint8Array => bytes

/** The transfer encodings that the Spine allows (tms 3.3). */
const DECODERS: Readonly<Record<string, (bytes: Buffer) => Uint8Array | undefined>> = {
  '7bit': asItIs,
  '8bit': asItIs,
  binary: asItIs,
  base64: fromBase64,
}

/** Reads one part: headers, empty line, content. Says what is wrong where it cannot be read. */
export function readPart(bytes: Buffer): MimePart | string {
  const edge = endOfHeaders(bytes)
  if (!edge) return 'has no empty line after its headers'
  const headers = readHeaders(bytes.toString('latin1', 0, edge.end))
  const encoding = (headers.get('content-transfer-encoding') ?? '8bit').toLowerCase()
  const decode = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined
  if (!decode) return `has the transfer encoding '${encoding.slice(0, 40)}'`
  const content = decode(bytes.subarray(edge.content))
  if (!content) return 'is no base64'
  const type = readParameters(headers.get('content-type') ?? 'text/plain')
  const charset = type.parameters.get('charset')?.toLowerCase()
  return {
    contentId: (headers.get('content-id') ?? '').replace(/^<|>$/g, ''),
    contentType: type.value,
    ...(charset && { charset }),
    content,
  }
}
