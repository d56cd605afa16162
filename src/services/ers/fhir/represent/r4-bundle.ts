import type { World } from '../../../../world/world.js'
import type { Json } from './elements.js'

export interface R4Entry {
  readonly fullUrl: string
  readonly resource: Json
}

/** A searchset of R4 (ers-fhir 7.30, 7.33, 7.40): without an `entry` where nothing was found. */
export function r4Searchset(world: World, self: string, entries: readonly R4Entry[]): Json {
  const now = world.clock.iso()
  return {
    id: world.ids.uuid(),
    meta: { lastUpdated: now },
    resourceType: 'Bundle',
    type: 'searchset',
    timestamp: now,
    total: entries.length,
    link: [{ relation: 'self', url: self }],
    ...(entries.length === 0
      ? {}
      : { entry: entries.map((entry) => ({ ...entry, search: { mode: 'match' } })) }),
  }
}
