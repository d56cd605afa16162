import { Client, type ClientOptions, type Entry, type SearchOptions } from 'ldapts'
import {
  type RunningSandbox,
  type StartOptions,
  startSandbox,
} from '../../../../src/library/index.js'

/** A sandbox with its directory on a free port, and clients of it. */
export interface LdapDirectory {
  readonly sandbox: RunningSandbox
  /** A client that nobody else uses; closed with the rest. */
  client(options?: Partial<ClientOptions>): Client
  /** The entries that an anonymous search finds. */
  search(base: string, options?: SearchOptions): Promise<Entry[]>
  close(): Promise<void>
}

export async function openLdap(options: StartOptions = {}): Promise<LdapDirectory> {
  const sandbox = await startSandbox({ ldap: true, ...options })
  const clients: Client[] = []
  const client = (more: Partial<ClientOptions> = {}): Client => {
    const made = new Client({ url: sandbox.ldapUrl as string, ...more })
    clients.push(made)
    return made
  }
  const anonymous = client()
  return {
    sandbox,
    client,
    search: async (base, search = {}) => (await anonymous.search(base, search)).searchEntries,
    async close() {
      await Promise.all(clients.map((one) => one.unbind()))
      await sandbox.close()
    },
  }
}

/** Names of entries: the value of the first step. */
export const firstSteps = (entries: readonly Entry[]): string[] =>
  entries.map(({ dn }) => dn.split(',')[0]?.split('=')[1] ?? '')

/** The result code that a call is refused with; 0 if it is not. */
export async function codeOf(call: Promise<unknown>): Promise<number> {
  try {
    await call
    return 0
  } catch (error) {
    return (error as { code: number }).code
  }
}
