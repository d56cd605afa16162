import { RECORD_CLASSES, RELATIONSHIPS, ROLES } from '../../../domain/ods/code-lists.js'
import type { OdsPeriod, OdsRecord, OdsRelationship, OdsRole } from '../../../domain/ods/record.js'
import type { OdsResource } from '../bundle.js'
import { address, lastUpdated, ODS_CODE, telecom } from '../elements.js'

const CODE_SYSTEMS = 'https://digital.nhs.uk/services/organisation-data-service/CodeSystem'
const EXTENSIONS = 'https://fhir.nhs.uk/England/StructureDefinition'

export const SYSTEMS = {
  roles: `${CODE_SYSTEMS}/ODSOrganisationRole`,
  relationships: `${CODE_SYSTEMS}/ODSRelationship`,
  recordClasses: `${CODE_SYSTEMS}/ODSRecordClass`,
} as const

const coded = (system: string, code: string, display: string | undefined) => ({
  coding: [{ system, code, display }],
})

const typedPeriods = (period: OdsPeriod) =>
  ['Legal', 'Operational'].map((type) => ({
    url: 'TypedPeriod',
    extension: [
      { url: 'dateType', valueString: type },
      { url: 'period', valuePeriod: period },
    ],
  }))

const roleExtension = ({ period, active }: OdsRecord, { id, number }: OdsRole) => ({
  url: `${EXTENSIONS}/Extension-England-OrganisationRole`,
  extension: [
    { url: 'instanceID', valueInteger: number },
    { url: 'roleCode', valueCodeableConcept: coded(SYSTEMS.roles, id, ROLES[id]) },
    ...typedPeriods(period),
    { url: 'active', valueBoolean: active },
  ],
})

const changeExtension = ({ lastChange }: OdsRecord) => ({
  url: `${EXTENSIONS}/Extension-England-TypedDateTime`,
  extension: [
    { url: 'type', valueString: 'lastChange' },
    { url: 'dateTime', valueDateTime: lastChange },
  ],
})

/** An organisation of the terminology API (sds 5.3). */
export const r4Organization = (record: OdsRecord): OdsResource => ({
  resourceType: 'Organization',
  id: record.code,
  meta: { lastUpdated: lastUpdated(record) },
  extension: [...record.roles.map((role) => roleExtension(record, role)), changeExtension(record)],
  identifier: [{ system: ODS_CODE, value: record.code, assigner: { display: 'HSCIC' } }],
  active: record.active,
  type: [coded(SYSTEMS.recordClasses, record.recordClass, RECORD_CLASSES[record.recordClass])],
  name: record.name,
  ...telecom(record),
  address: [address(record)],
})

const party = (code: string, display: string) => ({
  reference: `Organization/${code}`,
  identifier: { system: ODS_CODE, value: code },
  display,
})

/** A relationship of an organisation, from source to target. */
export const r4Affiliation = (record: OdsRecord, one: OdsRelationship): OdsResource => ({
  resourceType: 'OrganizationAffiliation',
  id: String(one.number),
  identifier: [
    {
      system: 'https://fhir.nhs.uk/Id/organization-relationship-instance',
      value: String(one.number),
    },
  ],
  active: record.active,
  period: record.period,
  organization: party(record.code, record.name),
  participatingOrganization: party(one.target, one.targetName),
  code: [coded(SYSTEMS.relationships, one.id, RELATIONSHIPS[one.id])],
})

export const affiliationsOf = (record: OdsRecord): OdsResource[] =>
  record.relationships.map((one) => r4Affiliation(record, one))
