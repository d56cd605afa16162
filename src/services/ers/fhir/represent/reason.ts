import type { Store } from '../../../../world/store.js'
import { findConcept, type ReferenceDataSet } from '../../../../world/tables/concept.js'
import type { Reason, ReasonList } from '../../../../world/tables/referral.js'
import { CS } from '../systems.js'
import { coding, type Json, referenceData } from './elements.js'
import { REVIEW_OUTCOME_NAMES } from './names.js'

const FIXED_LISTS: readonly ReasonList[] = ['eRS-ReviewReason-1', 'eRS-ReviewOutcome-1']

/** The system of a reason's list (ers-fhir 6.6). */
const systemOf = (base: string, list: ReasonList): string =>
  FIXED_LISTS.includes(list) ? CS(list) : referenceData(base, list)

/** What people call a reason; reasons for a review have no display. */
function displayOf(store: Store, reason: Reason): string | undefined {
  if (reason.list === 'eRS-ReviewReason-1') return undefined
  if (reason.list === 'eRS-ReviewOutcome-1') return REVIEW_OUTCOME_NAMES[reason.code]
  return findConcept(store, reason.list as ReferenceDataSet, reason.code)?.display
}

/** What people call a reason, or its code. */
export const reasonName = (store: Store, reason: Reason): string =>
  displayOf(store, reason) ?? reason.code

/** A reason as a coding with its display. */
export const reasonCoding = (store: Store, base: string, reason: Reason): Json =>
  coding(systemOf(base, reason.list), reason.code, displayOf(store, reason))
