/** Identifiers of systems, profiles and code systems that clients of e-RS write. */
export const SD = (name: string): string => `https://fhir.nhs.uk/STU3/StructureDefinition/${name}`
export const CS = (name: string): string => `https://fhir.nhs.uk/STU3/CodeSystem/${name}`
/** A code system whose codes the service itself publishes (A004). */
export const REFERENCE = (name: string): string => `_baseUrl_/STU3/CodeSystem/${name}`

export const NHS_NUMBER = 'http://fhir.nhs.net/Id/nhs-number'
export const SDS_USER = 'http://fhir.nhs.net/Id/sds-user-id'
export const SERVICE = 'http://fhir.nhs.net/Id/ers-service'
