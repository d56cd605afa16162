import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import type { Appointment } from '../../../../world/tables/appointment.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { CARE_CONNECT, ID, SD } from '../systems.js'
import { byIdentifier, type Json, list } from './elements.js'
import { reasonCoding } from './reason.js'

export const APPOINTMENT_PROFILES = [SD('eRS-Appointment-1'), CARE_CONNECT('Appointment')]

export const CONSULTANT = {
  coding: [{ system: 'http://hl7.org/fhir/ValueSet/encounter-participant-type', code: 'CON' }],
}

const participants = (store: Store, appointment: Appointment): Json[] =>
  list(
    {
      actor: byIdentifier(
        ID.service,
        appointment.serviceId,
        healthcareServices.find(store, appointment.serviceId)?.name,
      ),
      status: 'accepted',
    },
    { actor: byIdentifier(ID.nhsNumber, appointment.nhsNumber), status: 'accepted' },
    appointment.clinician !== undefined && {
      type: CONSULTANT,
      actor: byIdentifier(ID.sdsUser, appointment.clinician),
      status: 'accepted',
    },
  )

/** When and where: a booking has times, and a slot if the service is directly bookable; a missed one had them. */
const booked = ({ status, start, end, slotId }: Appointment): Json =>
  status === 'booked' || status === 'noshow'
    ? { start, end, ...(slotId === undefined ? {} : { slot: [{ reference: `Slot/${slotId}` }] }) }
    : {}

/**
 * An appointment (ers-fhir 6.7). `id` is its number, or `appointment` where it is contained in the
 * referral; `referralVersion` is the version that `incomingReferral` names.
 */
export const representAppointment = (
  store: Store,
  base: string,
  appointment: Appointment,
  referralVersion: number,
  id = String(appointment.id),
): Json => ({
  id,
  meta: { versionId: String(appointment.version), profile: APPOINTMENT_PROFILES },
  language: 'en',
  resourceType: 'Appointment',
  status: appointment.status,
  ...(appointment.reason && {
    reason: [{ coding: [reasonCoding(store, base, appointment.reason)] }],
  }),
  description: 'e-Referral Appointment',
  ...booked(appointment),
  created: isoInstant(appointment.created),
  ...(appointment.comment === undefined ? {} : { comment: appointment.comment }),
  incomingReferral: [
    { reference: `ReferralRequest/${appointment.ubrn}/_history/${referralVersion}` },
  ],
  participant: participants(store, appointment),
})
