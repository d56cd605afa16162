import { RECORD_CLASSES, ROLES } from '../../../domain/ods/code-lists.js'
import type { OdsRecord, OdsRole } from '../../../domain/ods/record.js'
import type { OdsResource } from '../bundle.js'
import { address, lastUpdated, ODS_CODE, telecom } from '../elements.js'

const FHIR = 'https://fhir.nhs.uk/STU3/StructureDefinition'
const CODES = 'https://directory.spineservices.nhs.uk/STU3/CodeSystem'

/** The digits of a code: this API writes `177` for RO177. */
const digits = (code: string): string => code.slice(2)

const roleExtension = ({ period, active }: OdsRecord, { id, primary }: OdsRole) => ({
  url: `${FHIR}/Extension-ODSAPI-OrganizationRole-1`,
  extension: [
    {
      url: 'role',
      valueCoding: {
        system: `${CODES}/ODSAPI-OrganizationRole-1`,
        code: digits(id),
        display: ROLES[id],
      },
    },
    { url: 'primaryRole', valueBoolean: primary },
    { url: 'activePeriod', valuePeriod: period },
    { url: 'status', valueString: active ? 'Active' : 'Inactive' },
  ],
})

/** An organisation of the older API (sds 5.3). */
export const stu3Organization = (record: OdsRecord): OdsResource => ({
  resourceType: 'Organization',
  id: record.code,
  meta: {
    lastUpdated: lastUpdated(record),
    profile: [`${FHIR}/ODSAPI-Organization-1`],
  },
  extension: [
    { url: `${FHIR}/Extension-ODSAPI-ActivePeriod-1`, valuePeriod: record.period },
    ...record.roles.map((role) => roleExtension(record, role)),
  ],
  identifier: [{ system: ODS_CODE, value: record.code }],
  active: record.active,
  type: [
    {
      coding: [
        {
          system: `${CODES}/ODSAPI-OrganizationRecordClass-1`,
          code: digits(record.recordClass),
          display: RECORD_CLASSES[record.recordClass],
        },
      ],
    },
  ],
  name: record.name,
  ...telecom(record),
  address: [address(record)],
})
