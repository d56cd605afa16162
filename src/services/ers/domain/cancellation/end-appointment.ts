import { type Appointment, appointments } from '../../../../world/tables/appointment.js'
import { healthcareServices, isConnected } from '../../../../world/tables/healthcare-service.js'
import type { Reason } from '../../../../world/tables/referral.js'
import { type SlotStatus, setSlotStatus } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'

export interface AppointmentEnd {
  /** `proposed` where the provider will arrange another one, `noshow` where the patient did not come. */
  readonly status: 'cancelled' | 'proposed' | 'noshow'
  readonly reason?: Reason | undefined
  readonly comment?: string | undefined
}

/** A slot is free again, unless a hospital's system keeps it: that one offers it anew (ers-hl7v3-mim 8.3). */
const statusAfter = (world: World, serviceId: string): SlotStatus =>
  isConnected(healthcareServices.find(world.store, serviceId)) ? 'GONE' : 'FREE'

/** When it was: of an appointment that was missed, FHIR wants the times (ers-hl7v3-mim 9). */
const timesAfter = (
  { start, end }: Appointment,
  status: AppointmentEnd['status'],
): Pick<Appointment, 'start' | 'end'> =>
  status === 'noshow' && start !== undefined && end !== undefined ? { start, end } : {}

/**
 * Ends an appointment: its slot is free again, its times are gone unless it was missed, its version is
 * one higher (ers-fhir 6.7, 8.7).
 */
export function endAppointment(
  world: World,
  appointment: Appointment,
  { status, reason, comment }: AppointmentEnd,
): Appointment {
  if (appointment.slotId !== undefined)
    setSlotStatus(world.store, appointment.slotId, statusAfter(world, appointment.serviceId))
  const { start: _start, end: _end, slotId: _slot, comment: _comment, ...kept } = appointment
  const ended: Appointment = {
    ...kept,
    version: appointment.version + 1,
    status,
    ...timesAfter(appointment, status),
    ...(reason === undefined ? {} : { reason }),
    ...(comment === undefined ? {} : { comment }),
  }
  appointments.save(world.store, ended)
  return ended
}
