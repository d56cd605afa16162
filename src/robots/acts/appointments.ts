import { booking, proposal, type Slot } from '../fhir/appointment.js'
import { REFERENCE } from '../fhir/systems.js'
import { type Heard, jsonOf } from '../heard.js'
import type { Professional } from '../professional.js'
import { readReferral } from './referrals.js'

const APPOINTMENTS = '/STU3/Appointment'

interface Appointment {
  readonly id: string
  readonly start?: string
}

/** What was arranged. */
export interface Arranged {
  readonly id: string
  readonly start: string
}

const arranged = (heard: Heard): Arranged => {
  const { id, start = '' } = jsonOf<Appointment>(heard)
  return { id, start }
}

/** A015: free slots of a service, the earliest first. */
export async function freeSlots(
  who: Professional,
  service: string,
  priority: string,
  most = 20,
): Promise<Slot[]> {
  const query = new URLSearchParams({
    'schedule.actor:HealthcareService': service,
    appointmentType: priority,
    status: 'free',
    _count: String(most),
    page: '1',
  })
  const heard = await who.call(`/STU3/Slot?${query}`, {
    headers: { 'NHSD-eRS-Comm-Rule-Org': who.standing.organisation },
  })
  const { entry = [] } = jsonOf<{ entry?: { resource: Slot & { resourceType: string } }[] }>(heard)
  return entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === 'Slot')
}

/** A016: books a slot of a service. */
export async function book(
  who: Professional,
  ubrn: string,
  service: string,
  slot: Slot,
): Promise<Arranged> {
  const { version, patient } = await readReferral(who, ubrn)
  return arranged(await who.post(APPOINTMENTS, booking({ ubrn, version, service, patient }, slot)))
}

/** A016: defers to the provider for a reason, or sends for triage (reason TRIAGE). */
export async function propose(
  who: Professional,
  ubrn: string,
  service: string,
  reason: string,
  comment?: string,
): Promise<Arranged> {
  const { version, patient } = await readReferral(who, ubrn)
  const body = proposal({ ubrn, version, service, patient }, reason, comment)
  return arranged(await who.post(APPOINTMENTS, body))
}

/** A034: cancels the appointment of a referral; the rest of it goes back as it was read. */
export async function cancelAppointment(
  who: Professional,
  ubrn: string,
  reason: string,
  comment?: string,
): Promise<void> {
  const { appointment } = await readReferral(who, ubrn)
  if (appointment === undefined) throw new Error(`referral ${ubrn} has no appointment`)
  const path = `${APPOINTMENTS}/${appointment}`
  const heard = await who.call(path)
  const body = {
    ...jsonOf<object>(heard),
    status: 'cancelled',
    reason: [{ coding: [{ system: REFERENCE('APPOINTMENT-CANCELLATION-REASON'), code: reason }] }],
    ...(comment === undefined ? {} : { comment }),
  }
  const headers = { 'If-Match': heard.header('etag') ?? '' }
  await who.call(path, { method: 'PUT', body, headers })
}
