import type {
  AppointmentType,
  HealthcareService,
  RequestFlow,
  ServiceContact,
} from '../../../../world/tables/healthcare-service.js'
import { ID } from '../systems.js'
import { byIdentifier, concept, type Json, list } from './elements.js'

const R4 = (kind: string, name: string): string => `https://fhir.nhs.uk/${kind}/${name}`
const extension = (name: string, value: Json): Json => ({
  url: R4('StructureDefinition', `Extension-eRS-${name}`),
  ...value,
})

const APPOINTMENT_TYPES: Readonly<Record<AppointmentType, string>> = {
  DAY_CASE: 'Day Case',
  FIRST_OUTPATIENT: 'First Outpatient',
  ASSESSMENT_SERVICE: 'Assessment Service',
  GPSI: 'GPSI',
  AHP_CLINIC: 'AHP Clinic',
  DIAGNOSTIC: 'Diagnostic',
  NURSE_CLINIC: 'Nurse Clinic',
  OPHTHALMOLOGIST: 'Ophthalmologist',
  TELEPHONE_ASSESSMENT: 'Telephone Assessment',
}

/** R4 codes and displays of the request flows (ers-fhir 6.10). */
const FLOWS: Readonly<Record<RequestFlow, readonly [string, string]>> = {
  APPOINTMENT_REQUEST: ['BOOKABLE', 'A service which supports a patient appointment'],
  TRIAGE_REQUEST: [
    'REVIEW',
    'A service that reviews referrals, without the support or need for any appointment with the patient to be made',
  ],
  ADVICE_AND_GUIDANCE_REQUEST: [
    'ADVICE_AND_GUIDANCE',
    'A service which can discuss the patient and receive guidance rather than a patient attending an appointment',
  ],
}

const BOOKABLE = {
  DIRECTLY_BOOKABLE: 'Directly Bookable',
  INDIRECTLY_BOOKABLE: 'Indirectly Bookable',
} as const

const PURPOSES: Readonly<Record<ServiceContact['purpose'], Json>> = {
  PATIENT: concept('http://terminology.hl7.org/CodeSystem/contactentity-type', 'PATINF', 'Patient'),
  HEALTHCARE_PROFESSIONALS: concept(
    R4('CodeSystem', 'eRS-Purpose'),
    'HEALTHCARE_PROFESSIONALS',
    'Healthcare Professionals',
  ),
}

/** One extension a purpose, with all its telecoms. */
const contacts = (service: HealthcareService): Json[] =>
  (Object.keys(PURPOSES) as ServiceContact['purpose'][])
    .map((purpose) => ({
      purpose,
      found: service.contacts.filter((contact) => contact.purpose === purpose),
    }))
    .filter(({ found }) => found.length > 0)
    .map(({ purpose, found }) =>
      extension('HealthcareService-Contact', {
        extension: [
          { url: 'purpose', valueCodeableConcept: PURPOSES[purpose] },
          ...found.map(({ system, value }) => ({
            url: 'telecom',
            valueContactPoint: { system, value },
          })),
        ],
      }),
    )

const characteristics = (service: HealthcareService): Json[] => {
  const { bookable } = service
  return list(
    ...service.flows.map((flow) =>
      concept(R4('CodeSystem', 'eRS-RequestFlowType'), ...FLOWS[flow]),
    ),
    bookable !== 'UNSPECIFIED' &&
      concept(R4('CodeSystem', 'eRS-BookableType'), bookable, BOOKABLE[bookable]),
  )
}

const some = (name: string, values: readonly Json[]): Json =>
  values.length === 0 ? {} : { [name]: values }

/** A service of the directory in R4 (ers-fhir 6.10). */
export const representHealthcareService = (service: HealthcareService): Json => ({
  id: service.id,
  meta: { versionId: String(service.version) },
  language: 'en',
  resourceType: 'HealthcareService',
  ...some(
    'extension',
    list(
      service.hoursOfOperation !== undefined &&
        extension('HoursOfOperation', { valueString: service.hoursOfOperation }),
      service.instructions !== undefined &&
        extension('ServiceInstructions', { valueString: service.instructions }),
      ...contacts(service),
    ),
  ),
  location: [byIdentifier(ID.r4Site, service.site)],
  name: service.name,
  ...(service.appointmentType && {
    type: [
      concept(
        R4('CodeSystem', 'eRS-AppointmentType'),
        service.appointmentType,
        APPOINTMENT_TYPES[service.appointmentType],
      ),
    ],
  }),
  ...some('characteristic', characteristics(service)),
})
