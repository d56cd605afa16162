import {
  openPasRequest,
  type PasRequest,
  type PasRequestState,
} from '../../../../world/tables/pas-request.js'
import type { World } from '../../../../world/world.js'
import { needAnswer, ok, type PasQuestion, type Result } from '../outcome.js'

/** Why a hospital's system did not do what it was asked. */
export type PasFailure = 'REFUSED' | 'NO_ANSWER'

/** What each end of a request means for the operation that asked (ers-hl7v3-mim 8.2, 8.3). */
const MEANS: Readonly<Record<Exclude<PasRequestState, 'WAITING'>, 'DONE' | PasFailure>> = {
  CONFIRMED: 'DONE',
  REJECTED: 'REFUSED',
  ERROR: 'REFUSED',
  TIMED_OUT: 'NO_ANSWER',
  FAILED: 'NO_ANSWER',
}

/** What came of a question that an operation asked; undecided while it has not been answered. */
export function pasAnswer(world: World, question: PasQuestion): Result<'DONE' | PasFailure> {
  const asked = openPasRequest(world.store, question)
  return !asked || asked.state === 'WAITING' ? needAnswer(question) : ok(MEANS[asked.state])
}

/** Whether a slot is held for this very referral, and its hospital's system has answered. */
export const isAnsweredFor = (
  world: World,
  asked: Pick<PasRequest, 'ubrn' | 'slotId'>,
): boolean => {
  const request = openPasRequest(world.store, { kind: 'BOOK', ...asked })
  return request !== undefined && request.state !== 'WAITING'
}
