import { createSchema } from '../schema.js'
import { Store } from '../store.js'
import { startSequence } from '../tables/sequence.js'
import { FIRST_FREE_SLOT_NUMBER } from './kinds/clinics.js'
import { SEED_KINDS } from './kinds/index.js'
import { loadSeed } from './load.js'
import { SeedError } from './problem.js'
import type { Progress, SeedSpec } from './spec.js'

/** Where the counters of a new world start: above every number that a data set may use. */
const FIRST_NUMBERS = {
  ubrn: 80_000,
  slot: FIRST_FREE_SLOT_NUMBER,
  appointment: 80_000,
  document: 90_000,
  message: 80_000,
} as const

/** Builds the image of a data set from its files; refuses one with problems by a SeedError. */
export function buildImage(folder: string): Buffer {
  const { rows, problems } = loadSeed(folder)
  if (problems.length > 0) throw new SeedError(folder, problems)
  const store = Store.inMemory()
  createSchema(store)
  store.transaction(() => {
    for (const [name, first] of Object.entries(FIRST_NUMBERS)) startSequence(store, name, first)
    for (const [kind, found] of rows)
      kind.save(
        store,
        [...found.values()].map(({ value }) => value),
      )
  })
  return takeImage(store)
}

/** Adds the invented records that a seed asks for to an image. */
export async function addSynthetic(
  image: Buffer,
  spec: SeedSpec,
  progress?: Progress,
): Promise<Buffer> {
  const store = Store.inMemory(image)
  store.execute('BEGIN')
  for (const kind of SEED_KINDS) await kind.synthesise?.(store, spec, progress)
  store.execute('COMMIT')
  return takeImage(store)
}

function takeImage(store: Store): Buffer {
  const image = store.serialise()
  store.close()
  return image
}
