/** Addresses of profiles, extensions and code systems of the patient care API (ers-fhir 12). */
export const profile = (name: string): string =>
  `https://fhir.nhs.uk/StructureDefinition/NHSDigital-${name}`
export const extensionUrl = (name: string): string =>
  `https://fhir.nhs.uk/StructureDefinition/Extension-${name}`
export const codeSystem = (name: string): string => `https://fhir.nhs.uk/CodeSystem/${name}`

/** Identifier systems. */
export const ID = {
  nhsNumber: 'https://fhir.nhs.uk/Id/nhs-number',
  service: 'https://fhir.nhs.uk/Id/ers-service',
  sdsUser: 'https://fhir.nhs.uk/Id/sds-user-id',
  ods: 'https://fhir.nhs.uk/Id/ods-organization-code',
  site: 'https://fhir.nhs.uk/Id/ods-site-code',
  ubrn: 'https://fhir.nhs.uk/Id/UBRN',
  usrn: 'https://fhir.nhs.uk/Id/unique-slot-reference-number',
  asid: 'https://fhir.nhs.uk/Id/nhsSpineASID',
  partyKey: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey',
} as const
