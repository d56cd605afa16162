import { given } from '../given.js'
import { isoInstant } from '../instant.js'
import type { Store } from '../store.js'
import { type Appointment, appointments } from '../tables/appointment.js'
import { referrals } from '../tables/referral.js'
import { findSlot, setSlotStatus } from '../tables/slot.js'
import type { PlannedAppointment, PlannedReferral } from './plan.js'
import { dateOf, momentOf } from './relative-time.js'

/** Times and clinician of a booking: its slot's, which is then taken, or those it says itself. */
function timesOf(
  store: Store,
  { slotId, at, status, clinician }: PlannedAppointment,
  day: string,
): Pick<Appointment, 'start' | 'end' | 'clinician'> {
  if (status !== 'booked' && status !== 'noshow') return given({ clinician })
  if (slotId === undefined || status === 'noshow') {
    const moment = isoInstant(momentOf(at as string, day))
    return { start: moment, end: moment, ...given({ clinician }) }
  }
  const slot = findSlot(store, slotId)
  if (!slot) throw new Error(`slot ${slotId} of a planned appointment was never published`)
  setSlotStatus(store, slotId, 'BOOKED')
  return {
    start: isoInstant(slot.start),
    end: isoInstant(slot.end),
    ...given({ clinician: slot.clinician ?? undefined }),
  }
}

function saveAppointment(store: Store, referral: PlannedReferral, day: string): void {
  if (!referral.appointment) return
  const { at: _at, clinician: _clinician, created, ...rest } = referral.appointment
  appointments.save(store, {
    ...rest,
    ubrn: referral.ubrn,
    nhsNumber: referral.nhsNumber,
    created: momentOf(created, day),
    ...timesOf(store, referral.appointment, day),
  })
}

/** Turns a planned referral into one of the days around the world's start. */
export function layOutReferral(store: Store, planned: PlannedReferral, day: string): void {
  const { appointment, created, updated, letterDue, documents, ...rest } = planned
  const { pathwayStart, clinicalInfoFirstSubmitted, clinicalInfoLastUpdated, ...plain } = rest
  const moment = (text: string | undefined) =>
    text === undefined ? undefined : momentOf(text, day)
  saveAppointment(store, planned, day)
  referrals.save(store, {
    ...plain,
    priority: planned.criteria.priority,
    created: momentOf(created, day),
    updated: momentOf(updated, day),
    documents: documents.map((document) => ({
      ...document,
      indexed: momentOf(document.indexed, day),
    })),
    ...given({
      letterDue: letterDue === undefined ? undefined : dateOf(letterDue, day),
      pathwayStart: moment(pathwayStart),
      clinicalInfoFirstSubmitted: moment(clinicalInfoFirstSubmitted),
      clinicalInfoLastUpdated: moment(clinicalInfoLastUpdated),
      appointmentId: appointment?.id,
      currentService: appointment?.serviceId,
    }),
  })
}
