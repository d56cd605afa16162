import { SECOND } from '../../../world/instant.js'
import type { Application, PublicKey } from '../../../world/tables/application.js'
import { readSetting } from '../../../world/tables/setting.js'
import type { World } from '../../../world/world.js'
import type { KeyStore } from '../keys.js'
import { LIFETIMES } from '../lifetimes.js'

/** Fetches a key set document; throws if it cannot be had. Bounds on time and size are the port's. */
export type FetchJwks = (url: string) => Promise<unknown>

/** The world's setting, in seconds, for how long a fetched key set is kept. */
export const KEY_SET_CACHE_SETTING = 'keySetCacheSeconds'

export type KeySet =
  | { readonly ok: true; readonly keys: readonly PublicKey[] }
  | { readonly ok: false; readonly reason: string }

interface Kept {
  readonly at: number
  readonly keys: readonly PublicKey[]
}

const isKey = (value: unknown): value is PublicKey =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<PublicKey>).kid === 'string' &&
  typeof (value as Partial<PublicKey>).kty === 'string'

function keysOf(document: unknown): readonly PublicKey[] {
  const keys = (document as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys)) throw new Error('the document has no list named keys')
  return keys.filter(isKey)
}

/** Whose keys are looked for: an application, or a client of a login provider. */
export type KeyHolder = Pick<Application, 'clientId' | 'keys' | 'jwksUrl'>

/**
 * Where an application's public keys come from (auth 3.8.3): its record, the sandbox's own key, or
 * an address. What was fetched is kept for an hour of the world's clock, so a rotated key shows late.
 */
export class KeySets {
  readonly #keys: KeyStore
  readonly #fetchJwks: FetchJwks
  readonly #kept = new WeakMap<World, Map<string, Kept>>()

  constructor(keys: KeyStore, fetchJwks: FetchJwks) {
    this.#keys = keys
    this.#fetchJwks = fetchJwks
  }

  async of(world: World, application: KeyHolder): Promise<KeySet> {
    const { keys, jwksUrl, clientId } = application
    if (keys === 'SANDBOX')
      return { ok: true, keys: [(await this.#keys.forApplication(clientId)).publicJwk] }
    if (keys) return { ok: true, keys }
    return this.#fetched(world, jwksUrl ?? '')
  }

  async #fetched(world: World, url: string): Promise<KeySet> {
    const known = this.#kept.get(world) ?? new Map<string, Kept>()
    this.#kept.set(world, known)
    const seconds = readSetting<number>(world.store, KEY_SET_CACHE_SETTING)
    const life = seconds === undefined ? LIFETIMES.keySet : seconds * SECOND
    const now = world.clock.now()
    const kept = known.get(url)
    if (kept && now >= kept.at && now < kept.at + life) return { ok: true, keys: kept.keys }
    try {
      const keys = keysOf(await this.#fetchJwks(url))
      known.set(url, { at: now, keys })
      return { ok: true, keys }
    } catch (error) {
      return { ok: false, reason: (error as Error).message }
    }
  }
}
