import type { Instant } from '../clock.js'
import { documentTable } from './document-table.js'
import type { Reason } from './referral.js'

/** A referral's appointment: a booking, or the proposal a deferral or triage stands for (ers-fhir 6.7). */
export interface Appointment {
  readonly id: number
  readonly version: number
  readonly ubrn: string
  readonly nhsNumber: string
  readonly serviceId: string
  /** `noshow` where the patient did not come: its time is kept, its slot is not. */
  readonly status: 'booked' | 'proposed' | 'cancelled' | 'noshow'
  readonly reason?: Reason
  readonly comment?: string
  /** Start and end as text, in the form the client or the slot gave. */
  readonly start?: string
  readonly end?: string
  readonly slotId?: number
  readonly clinician?: string
  readonly created: Instant
}

export const appointments = documentTable<Appointment>({
  name: 'appointment',
  key: (appointment) => String(appointment.id),
  columns: { ubrn: { type: 'TEXT', value: (appointment) => appointment.ubrn } },
  indexes: ['ubrn'],
  cached: 5000,
})
