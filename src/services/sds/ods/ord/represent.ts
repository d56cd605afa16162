import { ROLES } from '../../domain/ods/code-lists.js'
import type { OdsPeriod, OdsRecord, OdsRole } from '../../domain/ods/record.js'

const ROOT = '2.16.840.1.113883.2.1.3.2.4.18.48'

const statusOf = ({ active }: OdsRecord): string => (active ? 'Active' : 'Inactive')

const dates = ({ start, end }: OdsPeriod) =>
  ['Legal', 'Operational'].map((Type) => ({
    Type,
    Start: start,
    ...(end === undefined ? {} : { End: end }),
  }))

const orgId = (extension: string) => ({
  root: ROOT,
  assigningAuthorityName: 'HSCIC',
  extension,
})

const target = (code: string, { id, number }: OdsRole) => ({
  OrgId: orgId(code),
  PrimaryRoleId: { id, uniqueRoleId: number },
})

/** A list below a name of its own; nothing where it is empty. */
const listed = (name: string, item: string, values: readonly object[]) =>
  values.length > 0 ? { [name]: { [item]: values } } : {}

const location = ({ lines, town, postcode }: OdsRecord) => ({
  ...Object.fromEntries(lines.slice(0, 3).map((line, at) => [`AddrLn${at + 1}`, line])),
  Town: town,
  PostCode: postcode,
  Country: 'ENGLAND',
})

/** A record in full (sds 5.2). */
export const ordOrganisation = (record: OdsRecord) => ({
  Organisation: {
    Name: record.name,
    Date: dates(record.period),
    OrgId: orgId(record.code),
    Status: statusOf(record),
    LastChangeDate: record.lastChange,
    orgRecordClass: record.recordClass,
    GeoLoc: { Location: location(record) },
    ...listed('Contacts', 'Contact', record.phone ? [{ type: 'tel', value: record.phone }] : []),
    Roles: {
      Role: record.roles.map(({ id, number, primary }) => ({
        id,
        uniqueRoleId: number,
        ...(primary ? { primaryRole: true } : {}),
        Date: dates(record.period),
        Status: statusOf(record),
      })),
    },
    ...listed(
      'Rels',
      'Rel',
      record.relationships.map((one) => ({
        Date: dates(record.period),
        Status: statusOf(record),
        Target: target(one.target, one.targetRole),
        id: one.id,
        uniqueRelId: one.number,
      })),
    ),
    ...listed(
      'Succs',
      'Succ',
      record.successions.map((one) => ({
        uniqueSuccId: one.number,
        Date: [{ Type: 'Legal', Start: one.date }],
        Type: one.type,
        Target: target(one.target, one.targetRole),
      })),
    ),
  },
})

/** A record in a list of results; `base` is the address of the API. */
export const ordSummary = (base: string, record: OdsRecord) => {
  const primary = record.roles[0] as OdsRole
  return {
    Name: record.name,
    OrgId: record.code,
    Status: statusOf(record),
    OrgRecordClass: record.recordClass,
    PostCode: record.postcode,
    LastChangeDate: record.lastChange,
    PrimaryRoleId: primary.id,
    PrimaryRoleDescription: ROLES[primary.id],
    OrgLink: `${base}/organisations/${record.code}`,
  }
}
