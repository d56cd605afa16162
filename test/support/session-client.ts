import { expect } from 'vitest'
import type { SandboxWorld } from '../../src/library/index.js'
import { type Reply, request } from './client.js'

export const SESSION_TYPE = 'uk.nhs.ers.xapi.dto.v1.session.ProfessionalSession'
export const SESSIONS = '/ers-api/v1/ProfessionalSession'

export interface Sent {
  readonly method?: string
  readonly body?: unknown
  /** Id of the session. */
  readonly key?: string
  /** A header given as '' is left out. */
  readonly headers?: Record<string, string>
}

export interface Permission {
  readonly businessFunction?: string
  readonly orgIdentifier?: string
}

/** Speaks the older e-RS API to a world as an accredited system, over real HTTP. */
export class SessionClient {
  readonly #world: SandboxWorld
  readonly #asid: string

  constructor(world: SandboxWorld, asid: string) {
    this.#world = world
    this.#asid = asid
  }

  /** A client with the ASID of an application of the world. */
  static async of(world: SandboxWorld): Promise<SessionClient> {
    const { json } = await request(`${world.url}/_sandbox/applications`)
    return new SessionClient(world, json.find((one: { asid?: string }) => one.asid).asid)
  }

  send(path: string, { method = 'GET', body, key, headers = {} }: Sent = {}): Promise<Reply> {
    const all: Record<string, string> = {
      XAPI_ASID: this.#asid,
      'Content-Type': 'application/json',
      ...(key === undefined ? {} : { HTTP_X_SESSION_KEY: key }),
      ...headers,
    }
    for (const [name, value] of Object.entries(all)) if (value === '') delete all[name]
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return request(`${this.#world.url}${path}`, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body: text }),
    })
  }

  /** A001 with the ticket of a smartcard. */
  open(token: string, more: object = {}, headers: Record<string, string> = {}): Promise<Reply> {
    const body = { typeInfo: SESSION_TYPE, token, ...more }
    return this.send(SESSIONS, { method: 'POST', body, headers })
  }

  /** A002. */
  choose(key: string, token: string, permission: Permission, more: object = {}): Promise<Reply> {
    const body = { typeInfo: SESSION_TYPE, token, permission, ...more }
    return this.send(`${SESSIONS}/${key}`, { method: 'PUT', key, body })
  }

  /** A003. */
  end(key: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send(`${SESSIONS}/${key}`, { method: 'DELETE', key, headers })
  }

  /** Opens a session with a permission; answers its id. */
  async logIn(ticket: string, permission: Permission): Promise<string> {
    const { id } = (await this.open(ticket)).json
    const chosen = await this.choose(id, ticket, permission)
    expect(chosen.status, chosen.text).toBe(200)
    return id
  }

  /** Calls an STU3 operation behind a session. */
  fhir(path: string, key: string, sent: Sent = {}): Promise<Reply> {
    const headers = { 'Content-Type': 'application/fhir+json', ...sent.headers }
    return this.send(`/ers-api/STU3/v1${path}`, { key, ...sent, headers })
  }
}
