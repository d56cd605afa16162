import { Elements, integerOf, TAG } from '../ber.js'
import type { Control } from '../message/request.js'

/** Pages of a search (RFC 2696). */
export const PAGED_RESULTS = '1.2.840.113556.1.4.319'
/** Treats referrals as entries (RFC 3296): the directory has none. */
const MANAGE_DSA_IT = '2.16.840.1.113730.3.4.2'

export const SUPPORTED_CONTROLS = [PAGED_RESULTS, MANAGE_DSA_IT]

/** The first control that must be understood and is not; paged results make sense in a search alone. */
export const notUnderstood = (
  controls: readonly Control[],
  isSearch: boolean,
): Control | undefined =>
  controls.find(
    ({ oid, critical }) =>
      critical && !(oid === MANAGE_DSA_IT || (oid === PAGED_RESULTS && isSearch)),
  )

/** How a client wants its pages. */
export interface PageWanted {
  readonly size: number
  /** Empty for the first page. */
  readonly cookie: string
}

/** The page that is wanted, if any; refuses what is no such control with a BerError. */
export function pageWanted(controls: readonly Control[]): PageWanted | undefined {
  const control = controls.find(({ oid }) => oid === PAGED_RESULTS)
  if (!control) return undefined
  const parts = new Elements(new Elements(control.value ?? Buffer.alloc(0)).take(TAG.sequence))
  const size = integerOf(parts.take(TAG.integer))
  return { size, cookie: parts.text() }
}
