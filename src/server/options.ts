import type { JournalLimits } from '../journal/journal.js'
import { MendableError } from '../world/mendable.js'
import type { WorldOptions } from '../world/worlds.js'
import type { LogStyle } from './log.js'
import { DEFAULT_TLS, type TlsOptions } from './tls/options.js'

export interface SandboxOptions extends TlsOptions {
  /** Port to listen on; 0 takes any free one. */
  readonly port: number
  readonly host: string
  /**
   * Port of LDAP; true for any free one, false for none, `usual` for 1389 where that is free and else
   * none.
   */
  readonly ldap: boolean | number | 'usual'
  /** Port of LDAPS; true for any free one, false for none. */
  readonly ldaps: boolean | number
  /** Folder that keeps worlds and keys; in memory if absent. */
  readonly data?: string | undefined
  /** Name of a data set of the package, or the path of a folder. */
  readonly seed: string
  readonly seedNumber: number
  /** Synthetic patients on top of the data set. */
  readonly patients: number
  readonly log: LogStyle
  /** Hides NHS numbers and tokens in the log. */
  readonly mask: boolean
  /** Scheme and host of absolute addresses, where they should not follow the client's. */
  readonly publicUrl?: string | undefined
  /** Host names beside this machine's own that may reach the control API. */
  readonly allowedHosts: readonly string[]
  readonly journal: Partial<JournalLimits>
  /** Clock of new worlds. */
  readonly clock: Pick<WorldOptions, 'start' | 'frozen'>
  /**
   * What new worlds refuse though the real services would answer: true for all that findings advise
   * against, or rules by name, with stars (`['ers.*', '!ers.deprecated-operation']`).
   */
  readonly strict: boolean | readonly string[]
  /** Whether the process is the sandbox's own: see `listen`. */
  readonly ownProcess: boolean
}

/** An option that cannot be meant, and what to say instead. */
export class OptionError extends MendableError {}

export const DEFAULT_OPTIONS: SandboxOptions = {
  port: 9000,
  host: '127.0.0.1',
  ldap: false,
  ldaps: false,
  seed: 'standard',
  seedNumber: 1,
  patients: 0,
  log: 'pretty',
  mask: false,
  allowedHosts: [],
  journal: {},
  clock: {},
  strict: false,
  ownProcess: false,
  ...DEFAULT_TLS,
}
