import { type Appointment, appointments } from '../../../world/tables/appointment.js'
import type { Referral } from '../../../world/tables/referral.js'
import { ok, type Result, refuse } from '../domain/outcome.js'
import { findReferral } from '../domain/referral/relationship.js'
import type { Call } from './operation.js'

export interface CurrentAppointment {
  readonly appointment: Appointment
  readonly referral: Referral
}

/** The appointment in the path, if it is its referral's current one (ers-fhir 7.38). */
export function currentAppointment(
  call: Call,
  purpose: 'READ' | 'CHANGE',
): Result<CurrentAppointment> {
  const id = call.request.params.id ?? ''
  const appointment = appointments.find(call.world.store, id)
  if (!appointment) return refuse('NOT_FOUND', `There is no appointment '${id.slice(0, 40)}'.`)
  const { world, findPatient, caller } = call
  const referral = findReferral(world, findPatient, caller, appointment.ubrn, purpose)
  if (!referral.ok) return referral
  return referral.value.appointmentId === appointment.id
    ? ok({ appointment, referral: referral.value })
    : refuse('NOT_FOUND', `Appointment '${id}' is no longer the current one of its request.`)
}
