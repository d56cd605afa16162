import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { AvailableAction } from '../../domain/referral/available-actions.js'
import { CARE_CONNECT, CS } from '../systems.js'
import { concept, type Json } from './elements.js'
import { stu3Searchset } from './stu3-bundle.js'

const NAMES: Readonly<Record<AvailableAction, string>> = {
  RECORD_REVIEW_OUTCOME: 'Record Review Outcome',
  CREATE_APPOINTMENT: 'Create Appointment',
  CHANGE_SHORTLIST: 'Change Shortlist',
  CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE: 'Change Shortlist and Send for Triage',
  CANCEL_REFERRAL: 'Cancel Referral',
  CANCEL_DIRECTLY_BOOKED_APPOINTMENT: 'Cancel Directly Booked Appointment',
}

/** Available actions as a Bundle of Tasks, without a total (ers-fhir 7.29). */
export function representActions(
  world: World,
  base: string,
  referral: Referral,
  actions: readonly AvailableAction[],
): Json {
  const focus = `ReferralRequest/${referral.ubrn}/_history/${referral.version}`
  const task = (action: AvailableAction): Json => {
    const id = world.ids.uuid()
    return {
      fullUrl: `${base}/Task/${id}`,
      resource: {
        id,
        meta: { profile: [CARE_CONNECT('Task')] },
        resourceType: 'Task',
        status: 'ready',
        intent: 'proposal',
        focus: { reference: focus },
        code: concept(CS('eRS-AvailableActionsForUser-1'), action, NAMES[action]),
      },
      search: { mode: 'match' },
    }
  }
  return {
    ...stu3Searchset(world),
    link: [{ relation: 'self', url: `${base}/Task?focus=${focus}&intent=proposal&status=ready` }],
    entry: actions.map(task),
  }
}
