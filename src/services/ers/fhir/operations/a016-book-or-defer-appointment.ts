import type { AppointmentRequest } from '../../domain/appointment/appointment-request.js'
import { arrangeAppointment } from '../../domain/appointment/arrange-appointment.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { ERS_ADVICE } from '../advice-rules.js'
import { operation, success } from '../operation.js'
import { appointmentRequest } from '../read/appointment.js'
import { readBody } from '../read/body.js'
import { representAppointment } from '../represent/appointment.js'

/** The times of a booking as the client wrote them: this answer has them so, later ones in UTC (ers-fhir 7.16, 10.2). */
const timesOf = (request: AppointmentRequest) =>
  request.kind === 'BOOK' ? { start: request.start, end: request.end } : {}

const hasComment = (body: unknown): boolean =>
  (body as { readonly comment?: unknown }).comment !== undefined

/** A016: books a slot, defers to the provider, or sends for triage (ers-fhir 7.16). */
export const a016BookOrDeferAppointment = operation({
  code: 'A016',
  title: 'Book or defer appointment',
  fhir: 'STU3',
  method: 'POST',
  path: '/Appointment',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle({ world, exchange, findPatient, caller, base, body }) {
    const request = readBody(body, appointmentRequest)
    if (!request.ok) return request
    if (request.value.kind === 'BOOK' && hasComment(body))
      exchange.advise(
        ERS_ADVICE.bookingComment,
        'The comment is not kept: only a deferral has one.',
      )
    const arranged = arrangeAppointment(world, findPatient, caller as UserCaller, request.value)
    if (!arranged.ok) return arranged
    const { appointment, referral } = arranged.value
    const resource = representAppointment(world.store, base, appointment, referral.version)
    return success(
      { ...resource, ...timesOf(request.value) },
      { status: 201, version: appointment.version },
    )
  },
})
