import type { Side } from '../caller.js'
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

interface Meaning {
  /** The action whose guards decide. */
  readonly action: ReferralAction
  /** What the operation needs beside the state of the referral. */
  readonly also?: (situation: Situation) => boolean
}

/** Appointments are made through the API at directly bookable and triage services alone (ers-fhir 8.2). */
const canBeArranged = ({ shortlist }: Situation): boolean =>
  shortlist.some(
    ({ bookable, flows }) =>
      flows.includes('TRIAGE_REQUEST') ||
      (bookable === 'DIRECTLY_BOOKABLE' && flows.includes('APPOINTMENT_REQUEST')),
  )

/** What each stands for. Accepting, rejecting and cancelling to act later are never listed. */
const STANDS_FOR: Readonly<Record<AvailableAction, Meaning>> = {
  RECORD_REVIEW_OUTCOME: { action: 'RECORD_REVIEW_OUTCOME' },
  CREATE_APPOINTMENT: { action: 'BOOK', also: canBeArranged },
  CHANGE_SHORTLIST: { action: 'CHANGE_SHORTLIST' },
  CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE: { action: 'CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE' },
  CANCEL_REFERRAL: { action: 'CANCEL_REFERRAL' },
  CANCEL_DIRECTLY_BOOKED_APPOINTMENT: { action: 'CANCEL_APPOINTMENT' },
}

/** The actions that would succeed for this side now: the same guards as the operations'. */
export const availableActions = (situation: Situation, side: Side): AvailableAction[] =>
  (Object.keys(STANDS_FOR) as AvailableAction[]).filter((name) => {
    const { action, also } = STANDS_FOR[name]
    return obstacle(action, situation, side) === undefined && (also?.(situation) ?? true)
  })
