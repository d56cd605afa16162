import { assemble } from '../../../src/library/assemble.js'
import type { Sandbox } from '../../../src/server/sandbox.js'
import { applications } from '../../../src/world/tables/application.js'
import type { World } from '../../../src/world/world.js'

/** A key that may use SDS. */
export const KEY = 'SandboxDemoApplication0000000001'
export const BASE = '/spine-directory/FHIR/R4'
export const ORIGIN = 'http://spine.example'

export const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code'
export const INTERACTION = 'https://fhir.nhs.uk/Id/nhsServiceInteractionId'
export const PARTY_KEY = 'https://fhir.nhs.uk/Id/nhsMhsPartyKey'
export const SERVICES = 'urn:nhs:names:services'

export const organisation = (code: string): string => `organization=${ODS}|${code}`
export const interaction = (name: string): string => `identifier=${INTERACTION}|${SERVICES}:${name}`
export const partyKey = (key: string): string => `identifier=${PARTY_KEY}|${key}`

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any form
  readonly json: any
}

export interface Directory {
  readonly sandbox: Sandbox
  readonly world: World
  /** Asks any path of the sandbox. */
  ask(path: string, init?: RequestInit): Promise<Reply>
  /** Searches the FHIR API with a key that may. */
  search(resource: string, parameters?: readonly string[], init?: RequestInit): Promise<Reply>
  close(): Promise<void>
}

const isJson = (text: string): boolean => /^[[{]/.test(text)

/** A sandbox of its own, spoken to without a port. */
export async function openDirectory(frozen = false): Promise<Directory> {
  const sandbox = await assemble({ log: 'silent', clock: { frozen } })
  const ask: Directory['ask'] = async (path, init) => {
    const answer = await sandbox.app.request(`${ORIGIN}${path}`, init)
    const text = await answer.text()
    const json = isJson(text) ? JSON.parse(text) : undefined
    return { status: answer.status, headers: answer.headers, text, json }
  }
  return {
    sandbox,
    world: sandbox.worlds.get('default'),
    ask,
    search: (resource, parameters = [], { headers, ...init } = {}) =>
      ask(`${BASE}/${resource}${parameters.length > 0 ? '?' : ''}${parameters.join('&')}`, {
        ...init,
        headers: { apikey: KEY, ...(headers as Record<string, string>) },
      }),
    close: () => sandbox.close(),
  }
}

/** Asks the control API as a script on this machine does. */
export const control = ({ ask }: Directory, method: string, path: string, body?: unknown) =>
  ask(`/_sandbox${path}`, {
    method,
    headers: {
      Host: 'localhost',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/** Changes an application of the world. */
export function changeApplication({ world }: Directory, changes: object): void {
  const known = applications.find(world.store, KEY)
  if (known) applications.save(world.store, { ...known, ...changes })
}
