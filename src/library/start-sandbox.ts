import type { SandboxOptions } from '../server/options.js'
import { DEFAULT_WORLD } from '../world/worlds.js'
import { assemble } from './assemble.js'
import { certificatesOf, type SandboxCertificates } from './certificates.js'
import { type SandboxWorld, type StartOfWorld, worldView } from './world.js'
import type { WorldClock } from './world-clock.js'
import type { WorldJournal } from './world-journal.js'

export type StartOptions = Partial<Omit<SandboxOptions, 'ownProcess'>>

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
  /** A world that nobody else has, for one test: `await using world = sandbox.createWorld()` removes it. */
  createWorld(options?: StartOfWorld): SandboxWorld
  close(): Promise<void>
  /** Closes the sandbox at the end of an `await using`. */
  [Symbol.asyncDispose](): Promise<void>
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
  let made = 0
  const world = (name = DEFAULT_WORLD, worldOptions: StartOfWorld = {}): SandboxWorld => {
    if (!sandbox.worlds.find(name)) sandbox.worlds.create(name, worldOptions)
    return worldView(sandbox, origin, name)
  }
  const byDefault = worldView(sandbox, origin, DEFAULT_WORLD)
  return {
    url: origin.url,
    tlsUrl: origin.tlsUrl,
    ldapUrl: origin.ldapUrl,
    ldapsUrl: origin.ldapsUrl,
    certificates: certificatesOf(sandbox),
    clock: byDefault.clock,
    journal: byDefault.journal,
    world,
    createWorld(worldOptions) {
      do made += 1
      while (sandbox.worlds.find(`test-${made}`))
      return world(`test-${made}`, worldOptions)
    },
    close: () => sandbox.close(),
    [Symbol.asyncDispose]: () => sandbox.close(),
  }
}
