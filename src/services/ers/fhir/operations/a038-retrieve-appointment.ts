import { type Appointment, appointments } from '../../../../world/tables/appointment.js'
import type { Referral } from '../../../../world/tables/referral.js'
import { CLINICAL } from '../../domain/business-function.js'
import { ok, type Result, refuse } from '../../domain/outcome.js'
import { findReferral } from '../../domain/relationship.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { representAppointment } from '../represent/appointment.js'

interface Found {
  readonly appointment: Appointment
  readonly referral: Referral
}

/** The appointment in the path, if it is its referral's current one (ers-fhir 7.38). */
function findCurrent(call: Call): Result<Found> {
  const id = call.request.params.id ?? ''
  const appointment = appointments.find(call.world.store, id)
  if (!appointment) return refuse('NOT_FOUND', `There is no appointment '${id.slice(0, 40)}'.`)
  const { world, findPatient, caller } = call
  const referral = findReferral(world, findPatient, caller, appointment.ubrn, 'READ')
  if (!referral.ok) return referral
  return referral.value.appointmentId === appointment.id
    ? ok({ appointment, referral: referral.value })
    : refuse('NOT_FOUND', `Appointment '${id}' is no longer the current one of its request.`)
}

function retrieve(call: Call): Outcome {
  const found = findCurrent(call)
  if (!found.ok) return found
  const { appointment, referral } = found.value
  const wanted = call.request.params.version
  if (wanted !== undefined && wanted !== String(appointment.version))
    return refuse(
      'NOT_FOUND',
      `Only the current version ${appointment.version} of an appointment can be read.`,
    )
  const { world, base } = call
  return success(representAppointment(world.store, base, appointment, referral.version), {
    version: appointment.version,
  })
}

const declaration = {
  code: 'A038',
  title: 'Retrieve appointment',
  fhir: 'STU3',
  method: 'GET',
  functions: CLINICAL,
  onBehalfOf: true,
  handle: retrieve,
} as const

/** A038: the current appointment of a referral. */
export const a038RetrieveAppointment = operation({ ...declaration, path: '/Appointment/:id' })

/** A038 by version: only the current one can be read. */
export const a038RetrieveAppointmentVersion = operation({
  ...declaration,
  path: '/Appointment/:id/_history/:version',
})
