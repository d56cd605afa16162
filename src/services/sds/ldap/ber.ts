import { BerReader } from 'ldapts'

/** A text that is no BER as LDAP uses it (RFC 4511 5.1): definite lengths, short tags. */
export class BerError extends Error {}

/** One element: its tag, and the bytes inside. */
export interface Element {
  readonly tag: number
  readonly value: Buffer
}

const LONG_TAG = 0x1f
const LONGEST_HEADER = 6

interface Header {
  readonly tag: number
  readonly start: number
  readonly end: number
}

/** The header at an offset; undefined while bytes of it are missing. */
function headerAt(bytes: Buffer, offset: number): Header | undefined {
  const reader = new BerReader(bytes.subarray(offset, offset + LONGEST_HEADER))
  const tag = reader.readByte()
  if (tag === null) return undefined
  if ((tag & LONG_TAG) === LONG_TAG) throw new BerError('a tag of several bytes')
  const start = readLength(reader)
  if (start === null) return undefined
  if (reader.length < 0) throw new BerError('a length of more than two gigabytes')
  return { tag, start: offset + start, end: offset + start + reader.length }
}

function readLength(reader: BerReader): number | null {
  try {
    return reader.readLength()
  } catch (error) {
    throw new BerError((error as Error).message)
  }
}

/** How many bytes the element takes that begins here; undefined while its header is incomplete. */
export const lengthOfFirst = (bytes: Buffer): number | undefined => headerAt(bytes, 0)?.end

/** The elements side by side in some bytes; refuses one that does not end within them. */
export function elementsOf(bytes: Buffer): Element[] {
  const elements: Element[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const header = headerAt(bytes, offset)
    if (!header || header.end > bytes.length) throw new BerError('an element that does not end')
    elements.push({ tag: header.tag, value: bytes.subarray(header.start, header.end) })
    offset = header.end
  }
  return elements
}

/** Takes elements one after the other, each of the tag that must come. */
export class Elements {
  readonly #all: readonly Element[]
  #at = 0

  constructor(bytes: Buffer) {
    this.#all = elementsOf(bytes)
  }

  get isEmpty(): boolean {
    return this.#at >= this.#all.length
  }

  /** The next element, whatever it is. */
  next(): Element {
    const element = this.#all[this.#at++]
    if (!element) throw new BerError('an element is missing')
    return element
  }

  /** The next element if it has the tag. */
  optional(tag: number): Buffer | undefined {
    return this.#all[this.#at]?.tag === tag ? this.next().value : undefined
  }

  /** The bytes of the next element, which must have the tag. */
  take(tag: number): Buffer {
    const { tag: found, value } = this.next()
    if (found !== tag)
      throw new BerError(`expected tag 0x${tag.toString(16)}, got 0x${found.toString(16)}`)
    return value
  }

  text(tag: number = TAG.octetString): string {
    return this.take(tag).toString('utf8')
  }

  integer(tag: number = TAG.integer): number {
    return integerOf(this.take(tag))
  }

  boolean(tag: number = TAG.boolean): boolean {
    return booleanOf(this.take(tag))
  }

  /** Refuses what stands after the last element that is known. */
  end(): void {
    if (!this.isEmpty) throw new BerError('more than was expected')
  }
}

/** Universal tags that LDAP uses. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octetString: 0x04,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const

/** A number of up to four bytes. */
export function integerOf(bytes: Buffer): number {
  if (bytes.length === 0 || bytes.length > 4) throw new BerError('a number of no usual length')
  return bytes.readIntBE(0, bytes.length)
}

export function booleanOf(bytes: Buffer): boolean {
  if (bytes.length !== 1) throw new BerError('a boolean of no usual length')
  return bytes[0] !== 0
}
