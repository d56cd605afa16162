import type { Store } from '../../../../world/store.js'
import type { Appointment } from '../../../../world/tables/appointment.js'
import { findSlot } from '../../../../world/tables/slot.js'
import { byIdentifier, type Json } from '../../fhir/represent/elements.js'
import { ID, profile } from './systems.js'

/** The slot by the PAS's own reference; an indirect booking has none. */
function slot(store: Store, slotId: number | undefined): Json {
  const booked = slotId === undefined ? undefined : findSlot(store, slotId)
  return booked ? { slot: [byIdentifier(ID.usrn, booked.usrn)] } : {}
}

const participant = (system: string, value: string): Json => ({
  actor: byIdentifier(system, value),
  status: 'accepted',
})

/** A booking as its patient sees it (ers-fhir 12, A001). `request`: address of the ServiceRequest. */
export const representAppointment = (
  store: Store,
  appointment: Appointment,
  request: string,
): Json => ({
  resourceType: 'Appointment',
  id: String(appointment.id),
  meta: {
    versionId: String(appointment.version),
    profile: [profile('Appointment-PatientCare')],
  },
  status: 'booked',
  basedOn: [{ reference: request }],
  start: appointment.start,
  end: appointment.end,
  ...slot(store, appointment.slotId),
  participant: [
    participant(ID.service, appointment.serviceId),
    participant(ID.nhsNumber, appointment.nhsNumber),
  ],
})
