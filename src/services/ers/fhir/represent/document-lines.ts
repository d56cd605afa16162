import { britishDate, britishOffset, weekday } from '../../../../world/calendar.js'
import type { Instant } from '../../../../world/clock.js'
import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import type { Appointment } from '../../../../world/tables/appointment.js'
import {
  type HealthcareService,
  healthcareServices,
} from '../../../../world/tables/healthcare-service.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { practitioners } from '../../../../world/tables/practitioner.js'
import type { PatientSummary } from '../../domain/patient.js'

/** Lines of a document, without those that have nothing to say. */
export const linesOf = (...lines: readonly (string | false | undefined)[]): string[] =>
  lines.filter((line): line is string => typeof line === 'string')

/** `Name: value`, or no line where there is no value. */
export const labelled = (label: string, value: string | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : `${label}: ${value}`

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

/** `1 June 2026` of `2026-06-01`; a date of which only a part is known stays as it is. */
function day(date: string): string {
  const [year, month, number] = date.split('-')
  return number === undefined ? date : `${Number(number)} ${MONTHS[Number(month) - 1]} ${year}`
}

/** `Monday 1 June 2026 at 10:00`, as British clocks and calendars show it. */
export function britishMoment(at: Instant): string {
  const date = britishDate(at)
  const time = isoInstant(at + britishOffset(at)).slice(11, 16)
  return `${DAYS[weekday(date) - 1]} ${day(date)} at ${time}`
}

/** An NHS number as people read it: 3, 3 and 4 digits. */
const spaced = (nhsNumber: string): string => nhsNumber.replace(/^(...)(...)/, '$1 $2 ')

/** A person by name and number; the number alone of somebody unknown. */
export function personName(store: Store, userId: string): string {
  const person = practitioners.find(store, userId)
  if (!person) return userId
  return `${[person.title, person.given, person.family].filter(Boolean).join(' ')} (${userId})`
}

/** An organisation by name and code. */
export function organisationName(store: Store, odsCode: string): string {
  const organisation = organisations.find(store, odsCode)
  return organisation ? `${organisation.name} (${odsCode})` : odsCode
}

/** A service by name and number. */
export function serviceName(store: Store, id: string): string {
  const service = healthcareServices.find(store, id)
  return service ? `${service.name} (${id})` : id
}

/** Who the patient is today. Of a sensitive record nothing is told that says where they live. */
export function patientLines(nhsNumber: string, patient: PatientSummary | undefined): string[] {
  const name = patient?.name
  return linesOf(
    name && `Name: ${[...name.prefix, ...name.given, name.family].join(' ')}`,
    `NHS number: ${spaced(nhsNumber)}`,
    labelled('Date of birth', patient?.birthDate && day(patient.birthDate)),
    labelled('Date of death', patient?.deathDate && day(patient.deathDate)),
    labelled('Gender', patient?.gender),
    ...(patient?.restricted ? [] : [labelled('Address', addressOf(patient))]),
  )
}

const addressOf = (patient: PatientSummary | undefined): string =>
  [...(patient?.address ?? []), patient?.postcode].filter(Boolean).join(', ')

/** Where a service is given. */
export function placeOf(store: Store, service: HealthcareService): string {
  const site = organisations.find(store, service.site)
  const lines = [service.location.name, ...(site?.address ?? []), site?.postcode]
  return [...new Set(lines)].filter(Boolean).join(', ')
}

/** When an appointment is and with whom; nothing of one that has no time. */
export function appointmentLines(store: Store, { start, clinician }: Appointment): string[] {
  return linesOf(
    labelled('Date and time', start && britishMoment(Date.parse(start))),
    labelled('Clinician', clinician && personName(store, clinician)),
  )
}
