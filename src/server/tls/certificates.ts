import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Credentials } from '../outbound/post-message.js'
import type { Authority, Wanted } from './authority.js'
import { readGivenAuthorities, readGivenIdentity } from './given-files.js'
import type { Identity } from './identity.js'
import type { KeyKind } from './key-kinds.js'

export interface CertificateOptions {
  /** Folder that keeps what is made; in memory if absent. */
  readonly data?: string | undefined
  readonly kind: KeyKind
  /** Names under which the sandbox is reached beside those of this machine; the first is its own name. */
  readonly hosts: readonly string[]
  /** Files of a certificate and its key that are shown instead of the sandbox's own. */
  readonly given?: { readonly certificate: string; readonly key: string } | undefined
  /** Files with certificates of authorities that are trusted beside the sandbox's own. */
  readonly authorities: readonly string[]
}

/**
 * The certificates of a sandbox: its own authority, what that issued, and what the user gave. Nothing
 * is made, read or loaded before it is asked for.
 */
export class Certificates {
  readonly #options: CertificateOptions
  #authority: Promise<Authority> | undefined
  #own: Promise<Credentials> | undefined

  constructor(options: CertificateOptions) {
    this.#options = options
  }

  /** The certificate of the sandbox's own authority, for others to trust. */
  async root(): Promise<string> {
    return (await (await this.#open()).root()).certificate
  }

  /** A certificate by the sandbox's authority for a name; the same one while it serves. */
  async issue(wanted: Wanted): Promise<Identity> {
    return (await this.#open()).issue(wanted)
  }

  /** Whether there are so many certificates that none is issued for a further name. */
  async isExhausted(name: string): Promise<boolean> {
    return (await this.#open()).isExhausted(name)
  }

  /** What was issued so far. */
  async issued(): Promise<Identity[]> {
    return (await this.#open()).issued()
  }

  /** What the sandbox shows as a server and as a client, and whom it trusts. Refuses with a TlsError. */
  own(): Promise<Credentials> {
    this.#own ??= this.#makeOwn()
    this.#own.catch(() => {
      this.#own = undefined
    })
    return this.#own
  }

  /** Reads what the user gave, so that mistakes show at start; refuses with a TlsError. */
  async check(): Promise<void> {
    const { given, authorities } = this.#options
    if (given || authorities.length > 0) await this.own()
  }

  async #makeOwn(): Promise<Credentials> {
    const { given, authorities } = this.#options
    const others = readGivenAuthorities(authorities)
    const { key, certificate } = given
      ? readGivenIdentity(given.certificate, given.key)
      : await this.#ownIdentity()
    return { key, cert: certificate, ca: [await this.root(), ...others] }
  }

  async #ownIdentity(): Promise<Identity> {
    const { hosts, kind } = this.#options
    const [name = 'localhost', ...more] = hosts
    return this.issue({ name, hosts: [...more, hostname()], kind })
  }

  #open(): Promise<Authority> {
    this.#authority ??= this.#load()
    return this.#authority
  }

  async #load(): Promise<Authority> {
    const [{ Authority }, { IdentityStore }] = await Promise.all([
      import('./authority.js'),
      import('./identity-store.js'),
    ])
    const { data, kind } = this.#options
    return new Authority(new IdentityStore(data && join(data, 'keys', 'tls')), kind)
  }
}
