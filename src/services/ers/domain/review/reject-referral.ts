import { findConcept } from '../../../../world/tables/concept.js'
import type { Reason, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { cancelInPas } from '../appointment/pas.js'
import { checkComment, isEffective } from '../cancellation/cancellation-reason.js'
import { endAppointment } from '../cancellation/end-appointment.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { permit, situationOf } from '../referral/situation.js'
import { checkCancelledInPas } from './provider-ends-booking.js'

export interface Rejection {
  readonly reason: string
  readonly comments?: string
  readonly cancelledInPas?: boolean
}

const LIST = 'APPOINTMENT-CANCELLATION-REASON'

function checkReason(world: World, { reason, comments }: Rejection): Result<Reason> {
  const concept = findConcept(world.store, LIST, reason)
  if (!concept) return refuse('INVALID_CODE', `'rejectionReason' (${reason}) is not a known code.`)
  if (concept.type !== 'PROVIDER_REJECT' || !isEffective(concept, world.clock.now()))
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'rejectionReason' (${reason}) is not a reason for a rejection today.`,
    )
  const comment = checkComment(concept, comments, 'VALUE_IS_REQUIRED', 'rejectionComments')
  return comment.ok ? ok({ list: LIST, code: reason }) : comment
}

/** The provider rejects a booked referral (A014, ers-fhir 7.14): the appointment is cancelled. */
export function rejectReferral(
  world: World,
  referral: Referral,
  rejection: Rejection,
): Result<Referral> {
  const permitted = permit('REJECT', situationOf(world, referral), 'PROVIDER')
  if (!permitted.ok) return permitted
  const { appointment, service } = permitted.value
  const reason = checkReason(world, rejection)
  if (!reason.ok) return reason
  const inPas = checkCancelledInPas(service, appointment, rejection.cancelledInPas)
  if (!inPas.ok) return inPas
  if (appointment) {
    const cancelled = cancelInPas(world, appointment, reason.value, 'UNABLE_TO_CANCEL_APPOINTMENT')
    if (!cancelled.ok) return cancelled
    endAppointment(world, appointment, {
      status: 'cancelled',
      reason: reason.value,
      comment: rejection.comments,
    })
  }
  return ok(
    changeReferral(world, referral, 'REJECT', {
      state: 'REJECTED',
      stateReason: reason.value,
      stateComments: rejection.comments,
      review: 'REVIEWED',
    }),
  )
}
