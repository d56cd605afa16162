import type { Socket } from 'node:net'
import { BerError } from '../../services/sds/ldap/ber.js'
import { encodeDisconnection } from '../../services/sds/ldap/message/encode.js'
import type { Message } from '../../services/sds/ldap/message/request.js'
import { type Result, result } from '../../services/sds/ldap/message/result.js'
import { Session } from '../../services/sds/ldap/session.js'
import { LIMITS } from '../../world/limits.js'
import { clientCertificateOf } from '../tls/client-certificate.js'
import { converse, noteMalformed } from './converse.js'
import type { Ends } from './exchange.js'
import { Frames } from './frames.js'
import type { LdapHost, Line } from './talk.js'

/** How long a connection may be silent, and a message or an answer may take, in milliseconds. */
export interface Patience {
  readonly idle: number
  readonly stalled: number
}

export const PATIENCE: Patience = { idle: LIMITS.ldapIdle, stalled: LIMITS.ldapStalled }

/** After a last word the other end has so long to close. */
const FAREWELL_MILLISECONDS = 200

/** One client's connection: requests are answered in their order, one at a time. */
export class Connection {
  readonly #host: LdapHost
  readonly #socket: Socket
  readonly #patience: Patience
  readonly #frames = new Frames()
  readonly #waiting: Message[] = []
  readonly #line: Line
  /** The request at work; undefined if there is none. */
  #current: number | undefined
  /** Nobody waits for the answer to the request at work. */
  #isGivenUp = false
  #isWorking = false
  /** The client says no more. */
  #isLast = false
  /** The last word was said, or the connection is gone. */
  #isOver = false
  #within: NodeJS.Timeout | undefined

  constructor(host: LdapHost, socket: Socket, world: string, url: string, patience = PATIENCE) {
    this.#host = host
    this.#socket = socket
    this.#patience = patience
    const ends: Ends = {
      remoteAddress: socket.remoteAddress ?? '',
      url,
      clientCertificate: clientCertificateOf(socket),
    }
    this.#line = {
      session: new Session(world),
      ends,
      send: (bytes) => this.#send(bytes),
      hangUp: () => this.#end(),
      isGivenUp: () => this.#isGivenUp || this.#isOver,
    }
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('end', () => this.#finish())
    socket.on('close', () => this.#end())
    socket.setTimeout(patience.idle, () => this.#idle())
  }

  /** Ends after the request at work, with a word to a client that waits for nothing. */
  stop(): void {
    if (this.#current === undefined) this.#sayFarewell(result('unavailable', 'the sandbox stops'))
    else this.#finish()
  }

  #take(chunk: Buffer): void {
    if (this.#isOver) return
    this.#frames.push(chunk)
    this.#read()
    void this.#work()
  }

  /** Reads messages until enough wait; the rest stays with the client. */
  #read(): void {
    try {
      while (!this.#isOver && this.#waiting.length < LIMITS.ldapWaiting) {
        const message = this.#frames.next()
        if (!message) break
        this.#forgetStart()
        this.#arrive(message)
      }
      this.#watch()
    } catch (error) {
      if (!(error instanceof BerError)) throw error
      noteMalformed(this.#host, this.#line, error.message)
      this.#sayFarewell(result('protocolError', error.message))
    }
  }

  /** A message that has begun must end in time. */
  #watch(): void {
    const isFull = this.#waiting.length >= LIMITS.ldapWaiting
    if (isFull) this.#socket.pause()
    else if (this.#socket.isPaused()) this.#socket.resume()
    if (isFull || !this.#frames.isWithin) this.#forgetStart()
    else this.#within ??= setTimeout(() => this.#end(), this.#patience.stalled).unref()
  }

  #forgetStart(): void {
    clearTimeout(this.#within)
    this.#within = undefined
  }

  #arrive(message: Message): void {
    const { request } = message
    if (request.kind !== 'abandon') this.#waiting.push(message)
    else if (request.id === this.#current) this.#isGivenUp = true
    else {
      const at = this.#waiting.findIndex(({ id }) => id === request.id)
      if (at >= 0) this.#waiting.splice(at, 1)
    }
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return
    this.#isWorking = true
    while (!this.#isOver && this.#waiting.length > 0) {
      await this.#answer(this.#waiting.shift() as Message)
      this.#read()
    }
    this.#isWorking = false
    if (this.#isLast && !this.#isOver) this.#socket.end()
  }

  async #answer(message: Message): Promise<void> {
    const { id, request } = message
    if (request.kind === 'unbind') return this.#leave()
    if (request.kind === 'abandon') return
    this.#current = id
    this.#isGivenUp = false
    await converse(this.#host, message, request, this.#line)
    this.#current = undefined
  }

  async #send(bytes: Buffer): Promise<void> {
    if (this.#isOver || this.#socket.write(bytes)) return
    if (this.#socket.destroyed) return
    await new Promise<void>((resolve) => {
      const stalled = setTimeout(() => this.#end(), this.#patience.stalled).unref()
      const go = (): void => {
        clearTimeout(stalled)
        this.#socket.off('drain', go).off('close', go)
        resolve()
      }
      this.#socket.once('drain', go).once('close', go)
    })
  }

  #idle(): void {
    if (this.#current === undefined) this.#sayFarewell(result('unavailable', 'idle for too long'))
  }

  /** A last word, and the end. */
  #sayFarewell(last: Result): void {
    if (this.#isOver) return
    this.#over()
    this.#socket.end(encodeDisconnection(last))
    setTimeout(() => this.#socket.destroy(), FAREWELL_MILLISECONDS).unref()
  }

  /** The client says no more: what it asked is still answered. */
  #finish(): void {
    this.#isLast = true
    void this.#work()
  }

  /** The client leaves: what was written still goes out. */
  #leave(): void {
    this.#over()
    this.#socket.destroySoon()
  }

  #end(): void {
    this.#over()
    this.#socket.destroy()
  }

  #over(): void {
    this.#isOver = true
    this.#forgetStart()
    this.#waiting.length = 0
  }
}
