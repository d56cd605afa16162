import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import { promisify } from 'node:util'
import { DAY } from '../../world/instant.js'
import { LIMITS } from '../../world/limits.js'
import { canonicalHost, factsOf, type Identity } from './identity.js'
import type { IdentityStore } from './identity-store.js'
import type { KeyKind } from './key-kinds.js'

const generate = promisify(generateKeyPair)

const YEAR = 365 * DAY
/** How long certificates hold; a leaf no longer than the strictest clients allow. */
const VALIDITY = { authority: 10 * YEAR, endpoint: 2 * YEAR } as const
/** Clocks of other machines may be behind. */
const EARLIER = DAY
/** A certificate that ends so soon is made anew. */
const LEAST_LEFT = 30 * DAY

const AUTHORITY = 'ers-sandbox test CA'
const AUTHORITY_PLACE = 'ca'
const ISSUED = 'issued.'

const placeOf = (name: string): string => ISSUED + name.toLowerCase()

/** Every endpoint of the sandbox may also be reached on the machine it runs on. */
export const THIS_MACHINE: readonly string[] = ['localhost', '127.0.0.1', '::1']

/** What an identity is wanted for. */
export interface Wanted {
  /** Common name, at most 64 characters: the host name under which a party is registered. */
  readonly name: string
  /** Further names and addresses of hosts. */
  readonly hosts?: readonly string[]
  readonly kind?: KeyKind
}

async function newKey(kind: KeyKind): Promise<KeyObject> {
  const { privateKey } = await (kind === 'rsa'
    ? generate('rsa', { modulusLength: 2048 })
    : generate('ec', { namedCurve: 'P-256' }))
  return privateKey
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

const isFresh = ({ certificate }: Identity): boolean =>
  Date.parse(factsOf(certificate).validTo) - Date.now() > LEAST_LEFT

const isSignedBy = (identity: Identity, root: Identity): boolean =>
  new X509Certificate(identity.certificate).verify(createPublicKey(root.certificate))

/**
 * The sandbox's own certificate authority. It comes into being when a certificate is first asked
 * for; what it issued stays the same for the life of the process, or of the folder.
 */
export class Authority {
  readonly #store: IdentityStore
  readonly #kind: KeyKind
  readonly #making = new Map<string, Promise<Identity>>()

  constructor(store: IdentityStore, kind: KeyKind) {
    this.#store = store
    this.#kind = kind
  }

  /** The authority's own certificate and key. */
  root(): Promise<Identity> {
    return this.#once(AUTHORITY_PLACE, async () => {
      const kept = this.#store.find(AUTHORITY_PLACE)
      return kept && isFresh(kept) ? kept : this.#makeRoot()
    })
  }

  /** A certificate for a name, for this machine and for further hosts; issued anew only where need be. */
  issue(wanted: Wanted): Promise<Identity> {
    const place = placeOf(wanted.name)
    return this.#once(place, async () => {
      const root = await this.root()
      const kept = this.#store.find(place)
      return kept && this.#serves(kept, wanted, root) ? kept : this.#make(place, wanted, root)
    })
  }

  /** Whether it has issued so many certificates that it issues none for a further name. */
  isExhausted(name: string): boolean {
    const places = this.#store.places(ISSUED)
    return places.length >= LIMITS.certificates && !places.includes(placeOf(name))
  }

  /** Everything that was issued, by name. */
  issued(): Identity[] {
    return this.#store
      .places(ISSUED)
      .map((place) => this.#store.find(place))
      .filter((identity) => identity !== undefined)
  }

  /** Lets those who ask at the same time share one making. */
  #once(place: string, make: () => Promise<Identity>): Promise<Identity> {
    const running = this.#making.get(place)
    const next = (running ?? Promise.resolve()).then(make, make)
    this.#making.set(place, next)
    const done = () => {
      if (this.#making.get(place) === next) this.#making.delete(place)
    }
    next.then(done, done)
    return next
  }

  /** Whether what was issued before is still what is wanted. */
  #serves(kept: Identity, { name, hosts = [], kind }: Wanted, root: Identity): boolean {
    const facts = factsOf(kept.certificate)
    return (
      isFresh(kept) &&
      isSignedBy(kept, root) &&
      (kind === undefined || facts.key.startsWith(kind)) &&
      [name, ...hosts].every((host) => facts.hosts.includes(canonicalHost(host)))
    )
  }

  async #makeRoot(): Promise<Identity> {
    const key = await newKey(this.#kind)
    return this.#write(AUTHORITY_PLACE, { name: AUTHORITY }, key, key)
  }

  async #make(place: string, wanted: Wanted, root: Identity): Promise<Identity> {
    const key = await newKey(wanted.kind ?? this.#kind)
    return this.#write(place, wanted, key, createPrivateKey(root.key))
  }

  /** Has a certificate written for a key, and keeps both. */
  async #write(
    place: string,
    { name, hosts = [] }: Wanted,
    key: KeyObject,
    signer: KeyObject,
  ): Promise<Identity> {
    const { writeCertificate } = await import('./write-certificate.js')
    const authority = place === AUTHORITY_PLACE
    const now = Date.now()
    const certificate = writeCertificate(
      {
        commonName: name,
        publicKey: createPublicKey(key),
        hosts: [...new Set([name, ...hosts, ...THIS_MACHINE].map(canonicalHost))],
        authority,
        validFrom: new Date(now - EARLIER),
        validTo: new Date(now + VALIDITY[authority ? 'authority' : 'endpoint']),
      },
      { commonName: AUTHORITY, privateKey: signer },
    )
    const identity = { name, key: pemOf(key), certificate }
    this.#store.keep(place, identity)
    return identity
  }
}
