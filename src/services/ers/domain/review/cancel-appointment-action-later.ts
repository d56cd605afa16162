import type { Priority } from '../../../../world/tables/healthcare-service.js'
import type { Reason, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { cancelInPas } from '../appointment/pas.js'
import type { Caller } from '../caller.js'
import { endAppointment } from '../cancellation/end-appointment.js'
import { type AttachTo, attachDocuments, type NewDocument } from '../files/attach-documents.js'
import { ok, type Result } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { permit, situationOf } from '../referral/situation.js'
import { checkCancelledInPas } from './provider-ends-booking.js'

export interface ActionLater {
  readonly comments: string
  readonly priority?: Priority
  readonly cancelledInPas?: boolean
  readonly documents: readonly NewDocument[]
}

const REASON: Reason = { list: 'eRS-ReviewOutcome-1', code: 'CANCEL_APPOINTMENT_ACTION_LATER' }

/** Files of a provider, attached to the referral. */
export const attachProviderFiles = (
  world: World,
  caller: Caller,
  referral: Referral,
  documents: readonly NewDocument[],
  more: Pick<AttachTo, 'ifMeantForAnother'> = {},
) => attachDocuments(world, caller, documents, { ...referral, mustBeMeantForIt: true, ...more })

/** The provider cancels the appointment and will act later (A022, ers-fhir 7.22). */
export function cancelAppointmentActionLater(
  world: World,
  caller: Caller,
  referral: Referral,
  later: ActionLater,
): Result<Referral> {
  const situation = situationOf(world, referral)
  const permitted = permit('CANCEL_APPOINTMENT_ACTION_LATER', situation, 'PROVIDER')
  if (!permitted.ok) return permitted
  const { appointment, service } = permitted.value
  const inPas = checkCancelledInPas(service, appointment, later.cancelledInPas)
  if (!inPas.ok) return inPas
  const files = attachProviderFiles(world, caller, referral, later.documents)
  if (!files.ok) return files
  if (appointment) {
    const cancelled = cancelInPas(world, appointment, REASON, 'UNABLE_TO_CANCEL_APPOINTMENT')
    if (!cancelled.ok) return cancelled
    endAppointment(world, appointment, {
      status: 'proposed',
      reason: REASON,
      comment: later.comments,
    })
  }
  return ok(
    changeReferral(world, referral, 'CANCEL_APPOINTMENT_ACTION_LATER', {
      state: 'TRIAGED_PROVIDER_TO_ACTION',
      stateReason: REASON,
      stateComments: later.comments,
      priority: later.priority ?? referral.priority,
      documents: [...files.value, ...referral.documents],
      review: 'REVIEWED',
    }),
  )
}
