import { control } from '../robots/control.js'
import { Line } from '../robots/line.js'
import type { Addresses } from '../server/listeners.js'
import type { Sandbox } from '../server/sandbox.js'
import { issueTokenFor } from '../services/auth/issue-token-for.js'
import { insertCard } from '../services/auth/smartcard/insert-card.js'
import { removeCard } from '../services/auth/smartcard/session.js'
import { DEFAULT_WORLD, type WorldOptions } from '../world/worlds.js'
import { SandboxError } from './explain.js'
import { type Given, givenOf } from './given.js'
import { loginAs, type Role, type Session } from './session.js'
import { clockOf, type WorldClock } from './world-clock.js'
import { type FoundFinding, isNotExcepted, journalOf, type WorldJournal } from './world-journal.js'

/** How a world of its own starts; what it starts from is said once, to `startSandbox`. */
export type StartOfWorld = Pick<WorldOptions, 'start' | 'frozen' | 'strict'>

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
  /** Logs a test user in; a role is named where they have several. */
  loginAs(user: string, role?: Role): Promise<Session>
  /** State to start from. */
  readonly given: Given
  /** Trouble on purpose, as `POST /_sandbox/faults` takes it; what mends it. */
  fault(fault: object): Promise<{ mend(): Promise<void> }>
  /** What the software under test should mend. */
  findings(): readonly FoundFinding[]
  /** Throws if there is anything to mend; rules may be excepted, also with stars: `ers.*`. */
  assertNoFindings(options?: { readonly except?: readonly string[] }): void
  /** Asks the control API of this world: `control('GET', '/coverage')`. */
  control<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>
  /** Keeps the world as it is; `restore` goes back to it. */
  snapshot(): Promise<WorldSnapshot>
  /** Starts the world anew from its seed. */
  reset(): Promise<void>
  /** Removes the world. */
  delete(): Promise<void>
  /** Removes the world at the end of an `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** A world as it was. */
export interface WorldSnapshot {
  /** Lets the world go on from there. */
  restore(): Promise<void>
}

function assertNoFindings(
  findings: readonly FoundFinding[],
  { except = [] }: { readonly except?: readonly string[] } = {},
): void {
  const found = findings.filter(isNotExcepted(except))
  if (found.length === 0) return
  throw new SandboxError({
    happened: `There ${found.length === 1 ? 'is a finding' : `are ${found.length} findings`}.`,
    where: 'world.assertNoFindings',
    expected: 'none',
    found: found
      .slice(0, 10)
      .map(
        ({ rule, message, source, exchange }) =>
          `${exchange.operation} ${rule}: ${message} (${source})`,
      )
      .join('\n    '),
    todo: 'mend the calls, or leave rules out with { except }',
  })
}

/** A world of a sandbox as tests use it. */
export function worldView(sandbox: Sandbox, origin: Addresses, name: string): SandboxWorld {
  const current = () => sandbox.worlds.get(name)
  const path = name === DEFAULT_WORLD ? '' : `/worlds/${name}`
  const line = new Line(origin.url + path, async (request) => sandbox.app.fetch(request))
  const journal = journalOf(() => sandbox.journalOf(current()))
  const remove = () => sandbox.worlds.delete(name)
  return {
    name,
    url: origin.url + path,
    tlsUrl: origin.tlsUrl && origin.tlsUrl + path,
    clock: clockOf(current),
    journal,
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
    loginAs: (user, role) => loginAs(line, () => current().ids.uuid(), user, role),
    given: givenOf(line),
    async fault(fault) {
      const { id } = await control<{ id: string }>(line, 'POST', '/faults', fault)
      return { mend: () => control(line, 'DELETE', `/faults/${id}`) }
    },
    findings: () => journal.findings(),
    assertNoFindings: (options) => assertNoFindings(journal.findings(), options),
    control: (method, where, body) => control(line, method, where, body),
    async snapshot() {
      const image = current().store.serialise()
      return {
        async restore() {
          await sandbox.worlds.replace(name, image)
        },
      }
    },
    async reset() {
      await sandbox.worlds.reset(name)
    },
    delete: remove,
    [Symbol.asyncDispose]: remove,
  }
}
