import { LIMITS } from '../../../../world/limits.js'
import type { Dn } from '../../domain/entry.js'

/** What is left of a paged search: the names found and not yet sent. */
export interface Rest {
  /** The search that was asked: another one cannot go on with it. */
  readonly search: string
  readonly names: readonly Dn[]
  /** Entries sent so far, for the client's own limit. */
  readonly sent: number
}

/**
 * The paged searches of one connection (RFC 2696), by cookie. Only names are kept: each page shows the
 * entries as they are when it is asked for. Where there are too many, the oldest is forgotten.
 */
export class PagedSearches {
  readonly #rests = new Map<string, Rest>()
  #last = 0

  /** Keeps what is left; answers the cookie to go on with. */
  keep(rest: Rest): string {
    const cookie = `page-${++this.#last}`
    this.#rests.set(cookie, rest)
    if (this.#rests.size > LIMITS.ldapPagedSearches)
      this.#rests.delete(this.#rests.keys().next().value as string)
    return cookie
  }

  /** Takes what is left; undefined if the cookie is not the last one of such a search. */
  take(cookie: string, search: string): Rest | undefined {
    const rest = this.#rests.get(cookie)
    if (rest?.search !== search) return undefined
    this.#rests.delete(cookie)
    return rest
  }

  forget(): void {
    this.#rests.clear()
  }
}
