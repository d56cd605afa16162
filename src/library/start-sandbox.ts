import type { Exchange } from '../http/exchange.js'
import type { Journal } from '../journal/journal.js'
import type { Addresses } from '../server/listeners.js'
import type { SandboxOptions } from '../server/options.js'
import type { Sandbox } from '../server/sandbox.js'
import { issueTokenFor } from '../services/auth/issue-token-for.js'
import { insertCard } from '../services/auth/smartcard/insert-card.js'
import { removeCard } from '../services/auth/smartcard/session.js'
import { parseInstant } from '../world/instant.js'
import type { World } from '../world/world.js'
import { DEFAULT_WORLD, type WorldOptions } from '../world/worlds.js'
import { assemble } from './assemble.js'
import { certificatesOf, type SandboxCertificates } from './certificates.js'

export type StartOptions = Partial<Omit<SandboxOptions, 'ownProcess'>>

/** How a world of its own starts; what it starts from is said once, to `startSandbox`. */
export type StartOfWorld = Pick<WorldOptions, 'start' | 'frozen'>

/** For whom a token is wanted: a test user, or an application itself. */
export interface TokenFor {
  readonly user?: string
  readonly application?: string
}

/** Whose smartcard, by SDS user id; in which role, by role profile or by the organisation it is at. */
export interface TicketFor {
  readonly userId: string
  readonly roleId?: string
  readonly organisation?: string
}

export interface WorldClock {
  /** The present moment of the world. */
  now(): Date
  /** Stops the clock, here or at a moment. */
  freeze(at?: Date | string): void
  /** Lets the clock run on from here. */
  run(): void
  /** Moves the clock forward by milliseconds; what is due on the way happens. */
  advance(milliseconds: number): Promise<void>
  /** Moves the clock forward to a moment. */
  advanceTo(at: Date | string): Promise<void>
}

export interface WorldJournal {
  /** What was exchanged with this world, oldest first. */
  exchanges(operation?: string): readonly Exchange[]
  clear(): void
}

/** One isolated Spine as a test uses it. */
export interface SandboxWorld {
  readonly name: string
  /** Address of the world: append the paths of the real services. */
  readonly url: string
  /** The same over HTTPS, where the sandbox was started with `tls: true`. */
  readonly tlsUrl: string | undefined
  readonly clock: WorldClock
  readonly journal: WorldJournal
  /** A valid access token, as after a login. */
  token(of: TokenFor): string
  /** Puts a smartcard in: the ticket of a new session. */
  ticket(of: TicketFor): string
  /** Takes a smartcard out: its sessions end. */
  removeCard(userId: string): void
  /** Address of this world's directory over LDAP, on a port of its own that is opened when first asked for. */
  ldap(): Promise<string>
  /** Starts the world anew from its seed. */
  reset(): Promise<void>
  /** Removes the world. */
  delete(): Promise<void>
}

export interface RunningSandbox {
  /** Address of the default world. */
  readonly url: string
  /** Addresses of the directory over LDAP and LDAPS, with the options `ldap` and `ldaps`. */
  readonly ldapUrl: string | undefined
  readonly ldapsUrl: string | undefined
  /** The same over HTTPS, where the sandbox was started with `tls: true`. */
  readonly tlsUrl: string | undefined
  readonly certificates: SandboxCertificates
  readonly clock: WorldClock
  readonly journal: WorldJournal
  /** The world of that name, made if there is none. Without a name: the default one. */
  world(name?: string, options?: StartOfWorld): SandboxWorld
  close(): Promise<void>
}

function momentOf(at: Date | string): number {
  const moment = typeof at === 'string' ? parseInstant(at) : at.getTime()
  if (moment === undefined || Number.isNaN(moment))
    throw new Error(`'${String(at)}' is not a moment: write it as 2026-06-01T09:00:00Z`)
  return moment
}

const clockOf = (current: () => World): WorldClock => ({
  now: () => new Date(current().clock.now()),
  freeze: (at) => current().freeze(at === undefined ? undefined : momentOf(at)),
  run: () => current().run(),
  advance: (milliseconds) => current().advance(milliseconds),
  advanceTo: (at) => current().advanceTo(momentOf(at)),
})

const journalOf = (current: () => Journal): WorldJournal => ({
  exchanges: (operation) =>
    current()
      .list()
      .filter((exchange) => operation === undefined || exchange.operation === operation),
  clear: () => current().clear(),
})

function worldView(sandbox: Sandbox, origin: Addresses, name: string): SandboxWorld {
  const current = () => sandbox.worlds.get(name)
  const path = name === DEFAULT_WORLD ? '' : `/worlds/${name}`
  return {
    name,
    url: origin.url + path,
    tlsUrl: origin.tlsUrl && origin.tlsUrl + path,
    clock: clockOf(current),
    journal: journalOf(() => sandbox.journalOf(current())),
    token(of) {
      const issued = issueTokenFor(current(), of)
      if ('problem' in issued) throw new Error(issued.problem)
      return issued.token
    },
    ticket(of) {
      const session = insertCard(current(), of)
      if ('problem' in session) throw new Error(session.words)
      return session.ticket
    },
    removeCard(userId) {
      current().store.transaction(() => removeCard(current(), userId))
    },
    ldap: () => sandbox.ldapOf(name),
    async reset() {
      await sandbox.worlds.reset(name)
    },
    delete: () => sandbox.worlds.delete(name),
  }
}

/**
 * Starts a sandbox inside this process, by default on a free port of this machine and without a log.
 *
 * @example
 * const sandbox = await startSandbox()
 * const world = sandbox.world('booking')
 * await fetch(`${world.url}/referrals/FHIR/R4/PractitionerRole`, {
 *   headers: { Authorization: `Bearer ${world.token({ user: '021600556514' })}` },
 * })
 * await sandbox.close()
 */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const sandbox = await assemble({ port: 0, tlsPort: 0, log: 'silent', ...options })
  const origin = await sandbox.listen()
  const byDefault = worldView(sandbox, origin, DEFAULT_WORLD)
  return {
    url: origin.url,
    tlsUrl: origin.tlsUrl,
    ldapUrl: origin.ldapUrl,
    ldapsUrl: origin.ldapsUrl,
    certificates: certificatesOf(sandbox),
    clock: byDefault.clock,
    journal: byDefault.journal,
    world(name = DEFAULT_WORLD, worldOptions = {}) {
      if (!sandbox.worlds.find(name)) sandbox.worlds.create(name, worldOptions)
      return worldView(sandbox, origin, name)
    },
    close: () => sandbox.close(),
  }
}
