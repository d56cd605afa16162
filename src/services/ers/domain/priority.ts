import type { Priority } from '../../../world/tables/healthcare-service.js'

/** Priorities from the most to the least pressing. */
export const PRIORITIES = ['TWO_WEEK_WAIT', 'URGENT', 'ROUTINE'] as const satisfies Priority[]

export const isPriority = (code: string): code is Priority =>
  (PRIORITIES as readonly string[]).includes(code)

/**
 * Slots that a referral of a priority may take: its own and every lower one (ers-fhir 7.15).
 */
export const slotPrioritiesFor = (priority: Priority): readonly Priority[] =>
  PRIORITIES.slice(PRIORITIES.indexOf(priority))
