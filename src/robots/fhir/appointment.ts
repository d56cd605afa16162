import { CS, NHS_NUMBER, SD, SDS_USER, SERVICE } from './systems.js'

/** A slot as A015 shows it. */
export interface Slot {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly schedule: { readonly reference: string }
  readonly identifier?: readonly { readonly value: string }[]
}

/** The hospital's own name of a slot. */
export const usrnOf = ({ identifier }: Slot): string => identifier?.[0]?.value ?? ''

/** The referral, patient and service that an appointment is for. */
export interface AppointmentOf {
  readonly ubrn: string
  readonly version: string
  readonly service: string
  readonly patient: string
}

const CONSULTANT = {
  coding: [{ system: 'http://hl7.org/fhir/ValueSet/encounter-participant-type', code: 'CON' }],
}

const participant = (system: string, value: string, type?: object) => ({
  ...(type === undefined ? {} : { type }),
  actor: { identifier: { system, value } },
  status: 'accepted',
})

/** The clinician of a slot, by its schedule; undefined if it has none. */
const clinicianOf = ({ schedule }: Slot): string | undefined =>
  /-(\d{12})$/.exec(schedule.reference)?.[1]

const appointment = (of: AppointmentOf, clinician?: string) => ({
  resourceType: 'Appointment',
  id: 'appointment',
  meta: {
    profile: [
      SD('eRS-Appointment-1'),
      'https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1',
    ],
  },
  language: 'en',
  description: 'e-Referral Appointment',
  incomingReferral: [{ reference: `ReferralRequest/${of.ubrn}/_history/${of.version}` }],
  participant: [
    participant(SERVICE, of.service),
    participant(NHS_NUMBER, of.patient),
    ...(clinician === undefined ? [] : [participant(SDS_USER, clinician, CONSULTANT)]),
  ],
})

/** A booking (A016) of a slot. */
export const booking = (of: AppointmentOf, slot: Slot) => ({
  ...appointment(of, clinicianOf(slot)),
  status: 'booked',
  start: slot.start,
  end: slot.end,
  slot: [{ reference: `Slot/${slot.id}` }],
})

/** A deferral to the provider, or a request for triage (A016). */
export const proposal = (of: AppointmentOf, reason: string, comment?: string) => ({
  ...appointment(of),
  status: 'proposed',
  reason: [{ coding: [{ system: CS('eRS-ReviewReason-1'), code: reason }] }],
  ...(comment === undefined ? {} : { comment }),
})
