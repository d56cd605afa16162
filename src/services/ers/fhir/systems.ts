/** Addresses of profiles, extensions and code systems (ers-fhir 6). */
export const SD = (name: string): string => `https://fhir.nhs.uk/STU3/StructureDefinition/${name}`
export const CS = (name: string): string => `https://fhir.nhs.uk/STU3/CodeSystem/${name}`
export const CARE_CONNECT = (name: string): string =>
  `https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-${name}-1`

/** Identifier systems (ers-fhir 6.1). */
export const ID = {
  nhsNumber: 'http://fhir.nhs.net/Id/nhs-number',
  sdsUser: 'http://fhir.nhs.net/Id/sds-user-id',
  service: 'http://fhir.nhs.net/Id/ers-service',
  ods: 'https://fhir.nhs.uk/Id/ods-organization-code',
  directoryOrganisation: 'https://directory.spineservices.nhs.uk/STU3/Organization',
  request: 'https://fhir.nhs.uk/Id/ers-request-id',
  usrn: 'https://fhir.nhs.uk/Id/alternative-slot',
  schedule: 'https://fhir.nhs.uk/Id/ers-schedule',
  snomed: 'http://snomed.info/sct',
  r4SdsUser: 'https://fhir.nhs.uk/Id/sds-user-id',
  r4Site: 'https://fhir.nhs.uk/Id/ods-site-code',
} as const

/** Tail of a reference data system: its head is the service base of whoever wrote it (ers-fhir 1.3). */
export const referenceDataTail = (set: string): string => `/CodeSystem/${set}`
