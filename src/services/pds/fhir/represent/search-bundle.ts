import { redact } from '../../domain/redact.js'
import type { Found } from '../../domain/search.js'
import { representFound } from './patient.js'
import type { Presentation } from './presentation.js'

/** A moment as PDS writes it: UTC in whole seconds, as `+00:00`. */
export const pdsInstant = (iso: string): string => `${iso.slice(0, 19)}+00:00`

/** A bundle of what was found; `entry` is left out where nothing was (pds 4.6). */
export const searchset = (now: string, entry: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  timestamp: pdsInstant(now),
  total: entry.length,
  ...(entry.length > 0 && { entry }),
})

/**
 * The answer to a search (pds 4.6). Nobody is shown more of a restricted record here, not even a
 * privileged application.
 */
export const searchBundle = (
  found: readonly Found[],
  {
    now,
    base,
    shown,
  }: { readonly now: string; readonly base: string; readonly shown: Presentation },
) =>
  searchset(
    now,
    found.map(({ patient, score }) => ({
      fullUrl: `${base}/Patient/${patient.nhsNumber}`,
      search: { score },
      resource: representFound(redact(patient, false), shown),
    })),
  )
