import type { SandboxWorld } from '../../src/library/index.js'
import { operationOf } from './refusals.js'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly bytes: Uint8Array
  /** Catalogue code of the operation, of an answer of e-RS. */
  readonly operation?: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers by path
  readonly json: any
}

export interface Who {
  readonly user: string
  readonly organisation: string
  readonly role: string
  readonly onBehalfOf?: string
}

/** The cast of the standard data set. */
export const GP: Who = { user: '021600556514', organisation: 'R69', role: 'REFERRING_CLINICIAN' }
export const SECRETARY: Who = {
  user: '103264992985',
  organisation: 'R69',
  role: 'REFERRING_CLINICIAN_ADMIN',
}
export const CONSULTANT: Who = {
  user: '103264994981',
  organisation: 'R69',
  role: 'SERVICE_PROVIDER_CLINICIAN',
}

async function reply(answer: Response, operation?: string): Promise<Reply> {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    bytes,
    operation,
    get json() {
      return JSON.parse(text)
    },
  }
}

export interface Send {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly redirect?: 'follow' | 'manual'
}

const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array

/** Speaks e-RS to a world as one person, over real HTTP. */
export class ErsClient {
  readonly #world: SandboxWorld
  readonly #headers: Record<string, string>

  constructor(world: SandboxWorld, who: Who) {
    this.#world = world
    this.#headers = {
      Authorization: `Bearer ${world.token({ user: who.user })}`,
      'NHSD-End-User-Organisation-ODS': who.organisation,
      'NHSD-eRS-Business-Function': who.role,
      ...(who.onBehalfOf ? { 'NHSD-eRS-On-Behalf-Of-User-ID': who.onBehalfOf } : {}),
    }
  }

  /** Sends to a path below `/referrals/FHIR`; a header given as '' is left out. */
  async send(path: string, { method, body, headers = {}, redirect }: Send = {}): Promise<Reply> {
    const all: Record<string, string> = {
      ...this.#headers,
      ...(body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }),
      ...headers,
    }
    for (const [name, value] of Object.entries(all)) if (value === '') delete all[name]
    const verb = method ?? (body === undefined ? 'GET' : 'POST')
    return reply(
      await fetch(`${this.#world.url}/referrals/FHIR${path}`, {
        method: verb,
        headers: all,
        ...(redirect ? { redirect } : {}),
        ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
      }),
      operationOf(verb, path),
    )
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send(path, { headers })
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send(path, { method: 'POST', body, headers })
  }
}

/** Any request to the sandbox, read as a Reply. */
export const request = async (url: string, init: RequestInit = {}): Promise<Reply> =>
  reply(await fetch(url, init))

export { refusal } from './refusals.js'
