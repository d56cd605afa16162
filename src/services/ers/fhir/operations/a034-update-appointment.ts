import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { cancelAppointment } from '../../domain/cancellation/cancel-appointment.js'
import { checkLock } from '../../domain/lock.js'
import type { Result } from '../../domain/outcome.js'
import { checkVersion } from '../../domain/referral/change-referral.js'
import { type CurrentAppointment, currentAppointment } from '../appointment-access.js'
import { versionSeen } from '../if-match.js'
import { type Call, operation, success } from '../operation.js'
import { appointmentCancellation } from '../read/appointment-cancellation.js'
import { readBody } from '../read/body.js'
import { representAppointment } from '../represent/appointment.js'

/** The appointment to change: at the version that `If-Match` names, and not held by somebody. */
function appointmentToChange(call: Call): Result<CurrentAppointment> {
  const found = currentAppointment(call, 'CHANGE')
  if (!found.ok) return found
  const { appointment } = found.value
  const seen = versionSeen(call)
  if (!seen.ok) return seen
  const version = checkVersion(appointment.version, seen.value, `Appointment '${appointment.id}'`)
  if (!version.ok) return version
  const lock = checkLock(call.world, appointment.ubrn)
  return lock.ok ? found : lock
}

/** A034: cancels a directly booked appointment (ers-fhir 7.34). */
export const a034UpdateAppointment = operation({
  code: 'A034',
  title: 'Update appointment',
  fhir: 'STU3',
  method: 'PUT',
  path: '/Appointment/:id',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const found = appointmentToChange(call)
    if (!found.ok) return found
    const { appointment, referral } = found.value
    const reader = appointmentCancellation(appointment, referral.version)
    const cancellation = readBody(call.body, reader)
    if (!cancellation.ok) return cancellation
    const { world, caller, base } = call
    const { businessFunction } = caller as UserCaller
    const by = { actor: 'REFERRER', businessFunction } as const
    const cancelled = cancelAppointment(world, referral, cancellation.value, by)
    if (!cancelled.ok) return cancelled
    const changed = cancelled.value
    return success(
      representAppointment(world.store, base, changed.appointment, changed.referral.version),
      { version: changed.appointment.version },
    )
  },
})
