import { adviceRequests } from '../../src/world/tables/advice-request.js'
import { appointments } from '../../src/world/tables/appointment.js'
import { referrals } from '../../src/world/tables/referral.js'
import type { World } from '../../src/world/world.js'

interface Versioned {
  readonly version: number
}

/** Watches that a record which changed has a higher version, and that no version falls (ers-fhir 8.7). */
export class Versions {
  readonly #seen = new Map<string, { readonly version: number; readonly record: string }>()

  /** Looks at every referral and appointment; answers what is wrong since the last look. */
  look(world: World): string[] {
    return [
      ...adviceRequests
        .list(world.store)
        .flatMap((one) => this.#compare(`advice ${one.ubrn}`, one)),
      ...referrals.list(world.store).flatMap((one) => this.#compare(`referral ${one.ubrn}`, one)),
      ...appointments
        .list(world.store)
        .flatMap((one) => this.#compare(`appointment ${one.id}`, one)),
    ]
  }

  #compare(name: string, document: Versioned): string[] {
    const before = this.#seen.get(name)
    const record = JSON.stringify(document)
    this.#seen.set(name, { version: document.version, record })
    if (!before || before.record === record || document.version > before.version) return []
    return [`${name} changed and went from version ${before.version} to ${document.version}`]
  }
}
