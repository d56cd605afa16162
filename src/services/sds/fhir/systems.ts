/** Identifier systems and extensions of the SDS API (sds 1.2, 1.3). */
const id = (name: string): string => `https://fhir.nhs.uk/Id/${name}`

export const ODS_CODE = id('ods-organization-code')
export const INTERACTION = id('nhsServiceInteractionId')
export const PARTY_KEY = id('nhsMhsPartyKey')
export const ASID = id('nhsSpineASID')
export const FQDN = id('nhsMhsFQDN')
export const CPA_ID = id('nhsMhsCPAId')
export const MHS_ID = id('nhsMHSId')

const extension = (name: string): string => `https://fhir.nhs.uk/StructureDefinition/${name}`

export const MANUFACTURER_EXTENSION = extension('Extension-SDS-ManufacturingOrganisation')
export const INTERACTION_EXTENSION = extension('Extension-SDS-NhsServiceInteractionId')
export const RELIABILITY_EXTENSION = extension('Extension-SDS-ReliabilityConfiguration')
