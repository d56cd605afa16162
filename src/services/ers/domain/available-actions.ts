import type { Side } from './caller.js'
import type { ReferralAction, Situation } from './referral-machine.js'
import { obstacle } from './situation.js'

/** The actions A029 can name (ers-fhir 6.2, 8.10). */
export type AvailableAction =
  | 'RECORD_REVIEW_OUTCOME'
  | 'CREATE_APPOINTMENT'
  | 'CHANGE_SHORTLIST'
  | 'CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE'
  | 'CANCEL_REFERRAL'
  | 'CANCEL_DIRECTLY_BOOKED_APPOINTMENT'

/** What each stands for. Accepting, rejecting and cancelling to act later are never listed. */
const STANDS_FOR: Readonly<Record<AvailableAction, ReferralAction>> = {
  RECORD_REVIEW_OUTCOME: 'RECORD_REVIEW_OUTCOME',
  CREATE_APPOINTMENT: 'BOOK',
  CHANGE_SHORTLIST: 'CHANGE_SHORTLIST',
  CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE: 'CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE',
  CANCEL_REFERRAL: 'CANCEL_REFERRAL',
  CANCEL_DIRECTLY_BOOKED_APPOINTMENT: 'CANCEL_APPOINTMENT',
}

/** The actions that would succeed for this side now: the same guards as the operations'. */
export const availableActions = (situation: Situation, side: Side): AvailableAction[] =>
  (Object.keys(STANDS_FOR) as AvailableAction[]).filter(
    (action) => obstacle(STANDS_FOR[action], situation, side) === undefined,
  )
