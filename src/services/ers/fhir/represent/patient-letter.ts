import type { Store } from '../../../../world/store.js'
import { appointments } from '../../../../world/tables/appointment.js'
import {
  type HealthcareService,
  healthcareServices,
} from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { PatientSummary } from '../../domain/patient.js'
import type { PdfSection } from '../../pdf.js'
import {
  appointmentLines,
  britishMoment,
  labelled,
  linesOf,
  organisationName,
  patientLines,
  placeOf,
  serviceName,
} from './document-lines.js'
import { PRIORITY_NAMES, STATE_NAMES } from './names.js'

/** What a letter is called; only the words for a booked appointment are published (ers-fhir 10.6). */
export const letterKind = ({
  state,
}: Referral): 'Appointment Confirmation' | 'Appointment Request' =>
  state === 'BOOKED' ? 'Appointment Confirmation' : 'Appointment Request'

const contactLines = ({ contacts }: HealthcareService): string[] =>
  contacts
    .filter(({ purpose }) => purpose === 'PATIENT')
    .map(({ system, value }) => `Contact by ${system}: ${value}`)

function appointmentSection({ store }: World, referral: Referral): PdfSection[] {
  const service = healthcareServices.find(store, String(referral.currentService))
  if (!service) return []
  const appointment = appointments.find(store, String(referral.appointmentId))
  const lines = linesOf(
    ...(appointment ? appointmentLines(store, appointment) : []),
    `Service: ${service.name}`,
    `Provider: ${organisationName(store, service.providerOrganisation)}`,
    `Place: ${placeOf(store, service)}`,
    labelled('Instructions', service.instructions),
    ...contactLines(service),
  )
  return [{ heading: 'Your appointment', lines }]
}

/** A service to choose, and how the patient reaches it. */
function serviceLines(store: Store, id: string): string[] {
  const service = healthcareServices.find(store, id)
  return [serviceName(store, id), ...(service ? contactLines(service) : [])]
}

/** The services that the patient can choose from, while nothing is booked. */
const choice = ({ store }: World, { state, shortlist }: Referral): PdfSection[] =>
  state === 'BOOKED'
    ? []
    : [{ heading: 'Your services', lines: shortlist.flatMap((id) => serviceLines(store, id)) }]

/** The letter for the patient to take home (A019, ers-fhir 7.19). The wording is ours. */
export const patientLetter = (
  world: World,
  referral: Referral,
  patient: PatientSummary | undefined,
): PdfSection[] => [
  { heading: 'Patient', lines: patientLines(referral.nhsNumber, patient) },
  ...appointmentSection(world, referral),
  {
    heading: 'Your referral',
    lines: [
      `UBRN: ${referral.ubrn}`,
      `State: ${STATE_NAMES[referral.state]}`,
      `Priority: ${PRIORITY_NAMES[referral.priority]}`,
      `Referred by: ${organisationName(world.store, referral.referringOrganisation)}`,
      `Referred on: ${britishMoment(referral.created)}`,
    ],
  },
  ...choice(world, referral),
]
