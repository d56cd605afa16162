import { createHash, randomBytes } from 'node:crypto'
import type { Store } from './store.js'
import { nextInSequence } from './tables/sequence.js'

const SECRET_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A small, fast, seedable generator (sfc32); not for secrets. */
function generator(seed: Buffer): () => number {
  let a = seed.readUInt32LE(0)
  let b = seed.readUInt32LE(4)
  let c = seed.readUInt32LE(8)
  let counter = 1
  return () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
}

/** The hexadecimal form of each byte: numbers beyond 31 bits are slow to write otherwise. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const byteAt = (value: number, shift: number): string => BYTES[(value >>> shift) & 0xff] as string

const hex = (value: number): string =>
  byteAt(value, 24) + byteAt(value, 16) + byteAt(value, 8) + byteAt(value, 0)

/**
 * A world's identifiers. The same seed number and the same calls give the same ones; numbered
 * identifiers (UBRN, appointment, slot) count on in the database, so that none is given twice.
 * Secrets (tokens, codes) are truly random.
 */
export class Ids {
  readonly #store: Store
  readonly #random: () => number

  constructor(store: Store, seed: number) {
    this.#store = store
    const opened = nextInSequence(store, 'opened')
    this.#random = generator(createHash('sha256').update(`${seed}/${opened}`).digest())
  }

  /** The next number of a named sequence. */
  next(sequence: string): number {
    return nextInSequence(this.#store, sequence)
  }

  /** The next UBRN: 12 digits (ers-fhir 10.1; allocation is not published, so a counter). */
  ubrn(): string {
    return String(this.next('ubrn')).padStart(12, '0')
  }

  /** A version 4 UUID in lower case. */
  uuid(): string {
    const [a, b, c, d] = [this.#random(), this.#random(), this.#random(), this.#random()]
    const middle = hex(((b & 0xffff0fff) | 0x4000) >>> 0)
    const last = hex(((c & 0x3fffffff) | 0x80000000) >>> 0)
    return `${hex(a)}-${middle.slice(0, 4)}-${middle.slice(4)}-${last.slice(0, 4)}-${last.slice(4)}${hex(d)}`
  }

  /** An unguessable text of letters and digits, for tokens and codes. */
  secret(length: number): string {
    let text = ''
    while (text.length < length)
      for (const byte of randomBytes(length * 2))
        if (byte < 248 && text.length < length) text += SECRET_LETTERS[byte % 62]
    return text
  }

  /** A whole number from 0 up to, not including, `below`. */
  integer(below: number): number {
    return this.#random() % below
  }
}
