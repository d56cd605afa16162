import { publishSlots } from '../clinics.js'
import type { Store } from '../store.js'

/** Adds what depends on the day a world starts. */
export function layOut(store: Store, day: string): void {
  publishSlots(store, day)
}
