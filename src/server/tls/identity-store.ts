import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Identity, readIdentity, writeIdentity } from './identity.js'

const ONLY_OWNER = 0o600
const ONLY_OWNER_FOLDER = 0o700
const EXTENSION = '.pem'

/** Writes a file beside and renames it, so that a crash leaves no half of it. */
export function writeBeside(path: string, text: string, mode: number): void {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, text, { mode })
  renameSync(beside, path)
}

/** The text of a file; undefined if there is none. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The identities that the sandbox made, by place: in memory, or as files that their owner alone may read. */
export class IdentityStore {
  readonly #folder: string | undefined
  readonly #inMemory = new Map<string, Identity>()

  constructor(folder?: string) {
    this.#folder = folder
  }

  /** Undefined where there is none, or where what is there cannot be read. */
  find(place: string): Identity | undefined {
    if (this.#folder === undefined) return this.#inMemory.get(place)
    const text = textOf(this.#path(place))
    return text === undefined ? undefined : readIdentity(text)
  }

  keep(place: string, identity: Identity): void {
    if (this.#folder === undefined) this.#inMemory.set(place, identity)
    else this.#write(this.#folder, place, identity)
  }

  /** The places that begin so, in order. */
  places(beginning: string): string[] {
    return this.#all()
      .filter((place) => place.startsWith(beginning))
      .sort()
  }

  #write(folder: string, place: string, identity: Identity): void {
    mkdirSync(folder, { recursive: true, mode: ONLY_OWNER_FOLDER })
    writeBeside(this.#path(place), writeIdentity(identity), ONLY_OWNER)
  }

  #all(): string[] {
    if (this.#folder === undefined) return [...this.#inMemory.keys()]
    try {
      return readdirSync(this.#folder)
        .filter((name) => name.endsWith(EXTENSION))
        .map((name) => decodeURIComponent(name.slice(0, -EXTENSION.length)))
    } catch {
      return []
    }
  }

  #path(place: string): string {
    return join(this.#folder as string, `${encodeURIComponent(place)}${EXTENSION}`)
  }
}
