import { control } from './control.js'
import type { Heard } from './heard.js'
import type { Line, Sent } from './line.js'
import { done } from './turned-away.js'

/** Who a professional is: a test user, and what they act as, and where. */
export interface Standing {
  /** User name of a test user. */
  readonly user: string
  /** ODS code of the organisation they act for. */
  readonly organisation: string
  /** e-RS business function they act in. */
  readonly businessFunction: string
  readonly onBehalfOf?: string | undefined
}

/** A request to e-RS: the path is below `/referrals/FHIR`. */
export interface ErsSent {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const isRaw = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array

/** A simulated member of staff: logs in, and calls the same API as anybody's software. */
export class Professional {
  readonly line: Line
  readonly standing: Standing
  #token: string | undefined

  constructor(line: Line, standing: Standing) {
    this.line = line
    this.standing = standing
  }

  /** Takes up a token that a login gave; without one the next call logs in anew. */
  use(token: string | undefined): void {
    this.#token = token
  }

  /** Calls e-RS; logs in first where needed, and once more when the token has run out. */
  async ask(path: string, sent: ErsSent = {}): Promise<Heard> {
    const known = this.#token !== undefined
    const heard = await this.#call(path, sent)
    if (heard.status !== 401 || !known) return heard
    this.#token = undefined
    return this.#call(path, sent)
  }

  /** The same; throws TurnedAway where e-RS refuses. */
  async call(path: string, sent: ErsSent = {}): Promise<Heard> {
    return done(await this.ask(path, sent))
  }

  /** A post with a FHIR body; throws TurnedAway where e-RS refuses. */
  post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Heard> {
    return this.call(path, { method: 'POST', body, headers })
  }

  async #logIn(): Promise<string> {
    const { user } = this.standing
    const issued = await control<{ access_token: string }>(this.line, 'POST', '/tokens', { user })
    return issued.access_token
  }

  async #call(path: string, { method, body, headers = {} }: ErsSent): Promise<Heard> {
    this.#token ??= await this.#logIn()
    const { organisation, businessFunction, onBehalfOf } = this.standing
    const sent: Sent = {
      method: method ?? 'GET',
      path: `/referrals/FHIR${path}`,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        'NHSD-End-User-Organisation-ODS': organisation,
        'NHSD-eRS-Business-Function': businessFunction,
        ...(onBehalfOf === undefined ? {} : { 'NHSD-eRS-On-Behalf-Of-User-ID': onBehalfOf }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
    }
    return this.line.send(sent)
  }
}
