import { noOthers } from './parameters.js'
import type { Place, Reader } from './place.js'
import { type Members, member, oneOf } from './values.js'

/** What an appointment that a client sends may have (ers-fhir 6.7). */
const MEMBERS = [
  'resourceType',
  'id',
  'meta',
  'language',
  'status',
  'reason',
  'description',
  'start',
  'end',
  'slot',
  'comment',
  'incomingReferral',
  'participant',
]
const DESCRIPTION = 'e-Referral Appointment'

/** Refuses members that an appointment does not have, and any other description than its only one. */
export function checkMembers(body: Members, place: Place, ...more: readonly string[]): void {
  noOthers(body, [...MEMBERS, ...more], place)
  member(body, 'description', oneOf(DESCRIPTION), place)
}

/** The comment, where there is one; its limit depends on what it comments on (ers-fhir 10.4). */
export const commentOf = (body: Members, comment: Reader<string>, place: Place) =>
  body.comment === undefined ? undefined : member(body, 'comment', comment, place)
