import { type Heard, heardOf } from './heard.js'

/** A request of a simulated party: the path is below its world. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** What carries a request: the sandbox's own app inside one process, or the network. */
export type Carry = (request: Request) => Promise<Response>

/** What a line notes of each exchange. */
export interface Noted {
  readonly id: number | undefined
  readonly method: string
  readonly path: string
  readonly status: number
}

/** How the journal knows requests of simulated parties from those of the software under test. */
export const ROBOT_AGENT = 'ers-sandbox-robot'

/** A simulated party's way to one world of a sandbox, here or elsewhere. */
export class Line {
  /** Address of the world, such as `http://127.0.0.1:9000/worlds/a`. */
  readonly address: string
  readonly #carry: Carry
  readonly #note: (noted: Noted) => void

  constructor(address: string, carry: Carry, note: (noted: Noted) => void = () => {}) {
    this.address = address.replace(/\/$/, '')
    this.#carry = carry
    this.#note = note
  }

  /** Sends a request; every status is an answer. A closed connection is status 0. */
  async send({ method, path, headers = {}, body }: Sent): Promise<Heard> {
    const request = new Request(`${this.address}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'User-Agent': ROBOT_AGENT, ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const heard = await this.#hear(request)
    this.#note({ id: heard.exchange, method, path, status: heard.status })
    return heard
  }

  async #hear(request: Request): Promise<Heard> {
    try {
      return await heardOf(await this.#carry(request))
    } catch (error) {
      return {
        status: 0,
        header: () => undefined,
        cookies: [],
        bytes: new Uint8Array(0),
        text: String(error),
        exchange: undefined,
      }
    }
  }
}
