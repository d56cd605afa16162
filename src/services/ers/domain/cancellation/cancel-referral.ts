import type { Appointment } from '../../../../world/tables/appointment.js'
import { type Concept, findConcept } from '../../../../world/tables/concept.js'
import type { Reason, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { cancelInPas } from '../appointment/pas.js'
import { type Caller, sideOf } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import type { Situation } from '../referral/referral-machine.js'
import { permit, situationOf } from '../referral/situation.js'
import { checkComment, isEffective } from './cancellation-reason.js'
import { endAppointment } from './end-appointment.js'

export interface ReferralCancellation {
  readonly reason: string
  readonly comments?: string
}

export interface CancelledReferral {
  readonly referral: Referral
  /** The appointment that this cancelled with it. */
  readonly appointment?: Appointment
}

const LIST = 'REFERRAL-CANCELLATION-REASON'

const functionOf = (caller: Caller): string =>
  caller.mode === 'user' ? caller.businessFunction : 'PROVIDER_AUTHORISED_APPLICATION'

/** Whether a reason goes with who cancels and how the referral stands (table in ers-fhir 7.36). */
function isUsable(reason: Concept, caller: Caller, { referral, appointment }: Situation): boolean {
  if (reason.usage !== 'CANCEL_REFERRAL') return false
  if (!reason.businessFunctions?.includes(functionOf(caller))) return false
  const booked = appointment?.status === 'booked'
  if (sideOf(caller) === 'REFERRER') return !booked || reason.canCancelAppointment === true
  if (referral.state === 'TRIAGED_PROVIDER_TO_ACTION') return reason.type === 'PROVIDER_TRIAGE'
  if (reason.type !== 'PROVIDER' && reason.type !== 'PATIENT') return false
  return !booked || reason.canCancelAppointment === true
}

function checkReason(
  world: World,
  caller: Caller,
  situation: Situation,
  { reason, comments }: ReferralCancellation,
): Result<Reason> {
  const concept = findConcept(world.store, LIST, reason)
  if (!concept || !isEffective(concept, world.clock.now()) || !isUsable(concept, caller, situation))
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'cancellationReason' (${reason}) is not valid in this case`,
    )
  const comment = checkComment(concept, comments, 'MISSING_VALUE', 'cancellationComments')
  return comment.ok ? ok({ list: LIST, code: reason }) : comment
}

/** Cancels a referral for good, and with it a booked appointment (A036, ers-fhir 7.36). */
export function cancelReferral(
  world: World,
  caller: Caller,
  referral: Referral,
  cancellation: ReferralCancellation,
): Result<CancelledReferral> {
  const permitted = permit('CANCEL_REFERRAL', situationOf(world, referral), sideOf(caller))
  if (!permitted.ok) return permitted
  const reason = checkReason(world, caller, permitted.value, cancellation)
  if (!reason.ok) return reason
  const { appointment } = permitted.value
  const booked = appointment?.status === 'booked' ? appointment : undefined
  const inPas = booked
    ? cancelInPas(world, booked, reason.value, 'PAS_RESPONDED_WITH_ERROR')
    : ok(undefined)
  if (!inPas.ok) return inPas
  const end = { status: 'cancelled', reason: reason.value, comment: cancellation.comments } as const
  const cancelled = booked && endAppointment(world, booked, end)
  const changed = changeReferral(world, referral, 'CANCEL_REFERRAL', {
    state: 'CANCELLED_REFERRAL',
    stateReason: reason.value,
    stateComments: cancellation.comments,
    review: 'NOT_FOR_REVIEW',
    cancelledBy: caller.organisation,
  })
  return ok({ referral: changed, ...(cancelled ? { appointment: cancelled } : {}) })
}
