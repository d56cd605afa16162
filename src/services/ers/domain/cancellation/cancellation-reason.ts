import type { Instant } from '../../../../world/clock.js'
import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import {
  type Concept,
  findConcept,
  type ReferenceDataSet,
} from '../../../../world/tables/concept.js'
import { ok, type Result, refuse } from '../outcome.js'

const REASON_SETS: readonly ReferenceDataSet[] = [
  'APPOINTMENT-CANCELLATION-REASON',
  'REFERRAL-CANCELLATION-REASON',
  'APPOINTMENT-NON-ATTENDANCE-REASON',
]

/** True while a concept is in use; its dates are days or instants. */
export function isEffective({ effectiveFrom, effectiveTo }: Concept, now: Instant): boolean {
  const at = isoInstant(now)
  return (
    (effectiveFrom === undefined || effectiveFrom <= at) &&
    (effectiveTo === undefined || effectiveTo.slice(0, 10) >= at.slice(0, 10))
  )
}

/** True if the code is a reason of any set: then it is only the wrong one here. */
export const isAnyReason = (store: Store, code: string): boolean =>
  REASON_SETS.some((set) => findConcept(store, set, code) !== undefined)

/** A comment where the reason wants one (ers-fhir 9, `commentIsMandatory`). */
export const checkComment = (
  reason: Concept,
  comment: string | undefined,
  code: 'MISSING_VALUE' | 'VALUE_IS_REQUIRED',
  field: string,
): Result<undefined> =>
  reason.commentIsMandatory && comment === undefined
    ? refuse(code, `'${field}' is missing.`)
    : ok(undefined)

/** The published words for a reason that is none here. */
export const NOT_VALID_HERE = "'reason' The reason provided is not valid in this case"
