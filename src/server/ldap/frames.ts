import { decodeMessage, lengthOfMessage } from '../../services/sds/ldap/message/decode.js'
import type { Message } from '../../services/sds/ldap/message/request.js'

/** Cuts the bytes of a connection into messages. */
export class Frames {
  readonly #chunks: Buffer[] = []
  #bytes = 0
  /** Bytes that the message which is coming needs. */
  #needed = 2

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
  }

  /** Whether a message has begun and not ended. */
  get isWithin(): boolean {
    return this.#bytes > 0
  }

  /** The next whole message; undefined while bytes of it are missing. Refuses what is none with a BerError. */
  next(): Message | undefined {
    if (this.#bytes < this.#needed) return undefined
    const bytes =
      this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks)
    const length = lengthOfMessage(bytes)
    this.#keep(bytes)
    this.#needed = length ?? bytes.length + 1
    if (length === undefined || bytes.length < length) return undefined
    this.#keep(bytes.subarray(length))
    this.#needed = 2
    return decodeMessage(bytes.subarray(0, length))
  }

  #keep(bytes: Buffer): void {
    this.#chunks.splice(0, this.#chunks.length, ...(bytes.length > 0 ? [bytes] : []))
    this.#bytes = bytes.length
  }
}
