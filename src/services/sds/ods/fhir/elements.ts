import type { OdsRecord } from '../../domain/ods/record.js'

export const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code'

export const telecom = ({ phone }: OdsRecord) =>
  phone ? { telecom: [{ system: 'phone', value: phone }] } : {}

export const address = ({ lines, town, postcode }: OdsRecord) => ({
  ...(lines.length > 0 ? { line: lines } : {}),
  city: town,
  postalCode: postcode,
  country: 'ENGLAND',
})

/** The moment of a record's last change. */
export const lastUpdated = ({ lastChange }: OdsRecord): string => `${lastChange}T00:00:00+00:00`
