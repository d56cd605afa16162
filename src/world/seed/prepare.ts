import { createSchema } from '../schema.js'
import { Store } from '../store.js'
import type { SeedSpec } from './images.js'

/** Makes the part of a world that does not depend on the day. */
export function prepareImage(_spec: SeedSpec): Buffer {
  const store = Store.inMemory()
  createSchema(store)
  const image = store.serialise()
  store.close()
  return image
}
