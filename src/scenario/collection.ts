import { SCENARIO_LIMITS } from './language/limits.js'
import type { Loaded } from './language/load.js'
import { openScenario, openText } from './open-file.js'
import { shippedFile, shippedNames } from './shipped.js'

export type Origin = 'SHIPPED' | 'UPLOADED'

type Variables = Readonly<Record<string, string>>

/** The scenarios of one sandbox: those of the package, and those that were uploaded to it. */
export class Collection {
  readonly #uploads = new Map<string, string>()

  /** Names of all, those of the package first. */
  list(): { readonly name: string; readonly origin: Origin }[] {
    return [
      ...shippedNames().map((name) => ({ name, origin: 'SHIPPED' as const })),
      ...[...this.#uploads.keys()].sort().map((name) => ({ name, origin: 'UPLOADED' as const })),
    ]
  }

  originOf(name: string): Origin | undefined {
    if (this.#uploads.has(name)) return 'UPLOADED'
    return shippedFile(name) === undefined ? undefined : 'SHIPPED'
  }

  /** Reads and checks one; undefined if there is none of that name. */
  open(name: string, variables: Variables = {}): Loaded | undefined {
    const text = this.#uploads.get(name)
    if (text !== undefined) return openText(`${name}.yaml`, text, variables)
    const file = shippedFile(name)
    return file === undefined ? undefined : openScenario(file, variables)
  }

  /** Keeps one that is right; answers what is wrong with it otherwise. Undefined: there is no room. */
  upload(name: string, text: string): Loaded | undefined {
    const loaded = openText(`${name}.yaml`, text)
    if (!loaded.ok) return loaded
    if (!this.#uploads.has(name) && this.#uploads.size >= SCENARIO_LIMITS.uploads) return undefined
    this.#uploads.set(name, text)
    return loaded
  }

  /** Removes an uploaded one; false if there is none. */
  remove(name: string): boolean {
    return this.#uploads.delete(name)
  }
}
