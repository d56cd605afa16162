import { given } from '../../../../world/given.js'
import { current, type Patient } from '../../../../world/tables/patient.js'
import { SENSITIVITY } from './codes.js'
import { deathNotification, extensionsOf, startOfDay } from './extensions.js'
import {
  address,
  contactPoint,
  emergencyContact,
  generalPractitioner,
  humanName,
  managingOrganization,
  UK_CODES,
  UK_CORE,
} from './parts.js'
import type { Presentation } from './presentation.js'

/** A list that is not sent where it would be empty. */
const list = <Item, Shown>(items: readonly Item[], show: (item: Item) => Shown) =>
  items.length > 0 ? items.map(show) : undefined

const identifier = (nhsNumber: string) => ({
  system: 'https://fhir.nhs.uk/Id/nhs-number',
  value: nhsNumber,
  extension: [
    {
      url: `${UK_CORE}NHSNumberVerificationStatus`,
      valueCodeableConcept: {
        coding: [
          {
            system: `${UK_CODES}NHSNumberVerificationStatus`,
            version: '1.0.0',
            code: '01',
            display: 'Number present and verified',
          },
        ],
      },
    },
  ],
})

const meta = ({ version, sensitivity }: Patient) => ({
  versionId: String(version),
  security: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
      code: sensitivity,
      display: SENSITIVITY[sensitivity],
    },
  ],
})

/** What retrieval and search have in common. */
const person = (patient: Patient) => ({
  gender: patient.gender,
  birthDate: patient.birthDate,
  multipleBirthInteger: patient.multipleBirth,
  deceasedDateTime: patient.death && startOfDay(patient.death.date),
})

/** A record as retrieval sends it (pds 10.1): every item that holds now. Redacted before. */
export function representPatient(patient: Patient, shown: Presentation) {
  const { managingOrganisation } = patient
  return given({
    resourceType: 'Patient',
    id: patient.nhsNumber,
    identifier: [identifier(patient.nhsNumber)],
    meta: meta(patient),
    name: list(current(patient.names), humanName),
    ...person(patient),
    address: list(current(patient.addresses), (one) => address(one, shown)),
    telecom: list(current(patient.telecom), contactPoint),
    contact: list(current(patient.contacts), emergencyContact),
    generalPractitioner: list(current(patient.practices), generalPractitioner),
    managingOrganization: managingOrganisation && managingOrganization(managingOrganisation),
    extension: list(extensionsOf(patient, shown), (extension) => extension),
  })
}

const FOUND_NAMES: readonly string[] = ['usual', 'nickname', 'temp']

/** A record as a search answer holds it (pds 4.6): less than retrieval. Redacted before. */
export const representFound = (patient: Patient, shown: Presentation) =>
  given({
    resourceType: 'Patient',
    id: patient.nhsNumber,
    identifier: [identifier(patient.nhsNumber)],
    meta: meta(patient),
    name: list(
      current(patient.names).filter(({ use }) => FOUND_NAMES.includes(use)),
      humanName,
    ),
    ...person(patient),
    address: list(
      current(patient.addresses).filter(({ use }) => use === 'home'),
      (one) => address(one, shown),
    ),
    telecom: list(current(patient.telecom), contactPoint),
    contact: list(current(patient.contacts), emergencyContact),
    generalPractitioner: list(current(patient.practices), generalPractitioner),
    extension: list(deathNotification(patient.death), (extension) => extension),
  })
