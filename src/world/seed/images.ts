import { britishDate } from '../calendar.js'
import type { Instant } from '../clock.js'
import { Store } from '../store.js'
import { layOut } from './lay-out.js'
import { prepareImage } from './prepare.js'
import { DEFAULT_SEED, type Progress, type SeedSpec } from './spec.js'

export type { SeedSpec }

/** The number matters only where there is something to invent. */
const keyOf = ({ source, number, patients }: SeedSpec): string =>
  JSON.stringify(patients === 0 ? [source] : [source, number, patients])

function notWarm({ source, patients }: SeedSpec): never {
  throw new Error(
    `the data set '${source}' with ${patients} synthetic patients was not read: await warm() first`,
  )
}

/**
 * Prepared worlds. What does not depend on the day is made once a data set; laid out on a day
 * (slots in the coming weeks, referrals of the past ones) once a day; a world is a copy of that.
 */
export class Images {
  readonly #defaults: SeedSpec
  readonly #prepared = new Map<string, Buffer>()
  readonly #preparing = new Map<string, Promise<Buffer>>()
  readonly #laidOut = new Map<string, Buffer>()

  constructor(defaults: Partial<SeedSpec> = {}) {
    this.#defaults = { ...DEFAULT_SEED, ...defaults }
  }

  /** The whole specification where only some members were given. */
  complete(seed: Partial<SeedSpec> = {}): SeedSpec {
    return { ...this.#defaults, ...seed }
  }

  /** Reads a data set, so that worlds can be made of it. Comes before `laidOut`. */
  async warm(seed: Partial<SeedSpec> = {}, progress?: Progress): Promise<void> {
    const spec = this.complete(seed)
    const key = keyOf(spec)
    if (this.#prepared.has(key)) return
    const preparing = this.#preparing.get(key) ?? prepareImage(spec, progress)
    this.#preparing.set(key, preparing)
    try {
      this.#prepared.set(key, await preparing)
    } finally {
      this.#preparing.delete(key)
    }
  }

  /** The image of a world that starts at a moment. */
  laidOut(spec: SeedSpec, start: Instant): Buffer {
    const day = britishDate(start)
    const key = `${keyOf(spec)} ${day}`
    let image = this.#laidOut.get(key)
    if (!image) {
      const store = Store.inMemory(this.#prepared.get(keyOf(spec)) ?? notWarm(spec))
      store.transaction(() => layOut(store, day))
      image = store.serialise()
      store.close()
      this.#keep(key, image)
    }
    return image
  }

  /** Keeps few: a test suite that starts worlds on a hundred different days needs each once. */
  #keep(key: string, image: Buffer): void {
    if (this.#laidOut.size >= 4) this.#laidOut.delete(this.#laidOut.keys().next().value as string)
    this.#laidOut.set(key, image)
  }
}
