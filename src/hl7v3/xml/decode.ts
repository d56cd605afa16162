/** Byte order marks and first letters that tell an encoding whatever a header or the document says. */
const BY_FIRST_BYTES: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x3c, 0x00], 'utf-16le'],
  [[0x00, 0x3c], 'utf-16be'],
]

const byFirstBytes = (bytes: Uint8Array): string | undefined =>
  BY_FIRST_BYTES.find(([first]) => first.every((byte, at) => bytes[at] === byte))?.[1]

const DECLARED = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/

/** The encoding that a document declares; one of two bytes a letter is none, since the declaration could be read. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200))
  const declared = DECLARED.exec(start.toString('latin1'))?.[1]?.toLowerCase()
  return declared?.startsWith('utf-16') ? undefined : declared
}

/** The text of bytes; undefined where they are none in that encoding, or nobody knows it. */
function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * The text of a document's bytes. Its first bytes tell the encoding, else its declaration, else
 * `charset` (that of the part or the request), else it is UTF-8; where the bytes contradict one, the
 * next is tried. Undefined for bytes that none of them explains.
 */
export function decodeXml(bytes: Uint8Array, charset?: string): string | undefined {
  const first = byFirstBytes(bytes)
  if (first) return decode(bytes, first)
  for (const encoding of new Set([declaredIn(bytes), charset, 'utf-8'])) {
    const text = encoding === undefined ? undefined : decode(bytes, encoding)
    if (text !== undefined) return text
  }
  return undefined
}
