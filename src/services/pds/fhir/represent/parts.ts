import { given } from '../../../../world/given.js'
import type {
  Item,
  PatientAddress,
  PatientContact,
  PatientName,
  PatientTelecom,
  Registration,
} from '../../../../world/tables/patient.js'
import type { Presentation } from './presentation.js'

export const ODS_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code'
export const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-'
export const UK_CODES = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-'
const ABSENT_REASON = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'

/** An item as it is shown: one of a patient with its identifier, one of somebody related without. */
type Shown<Kind extends Item> = Omit<Kind, 'id' | 'state'> & { readonly id?: string }

export const humanName = ({
  id,
  use,
  period,
  prefix,
  given: first,
  family,
  suffix,
}: Shown<PatientName>) => given({ id, use, period, prefix, given: first, family, suffix })

const addressKey = (type: 'PAF' | 'UPRN', value: string) => ({
  url: `${UK_CORE}AddressKey`,
  extension: [
    { url: 'type', valueCoding: { system: `${UK_CODES}AddressKeyType`, code: type } },
    { url: 'value', valueString: value },
  ],
})

const some = <Member>(list: readonly Member[]): readonly Member[] | undefined =>
  list.length > 0 ? list : undefined

/** Five slots with null for the blank ones, and beside them why they are blank (pds 3.8). */
function blankedLines(line: readonly string[]) {
  const slots = Array.from({ length: 5 }, (_, at) => line[at] || null)
  const absent = { extension: [{ url: ABSENT_REASON, valueCode: 'unknown' }] }
  return { line: slots, _line: slots.map((slot) => (slot === null ? absent : null)) }
}

export function address(one: Shown<PatientAddress>, { blankLines }: Presentation) {
  const { id, period, use, text, line, postcode, paf, uprn } = one
  const keys = [
    ...(paf === undefined ? [] : [addressKey('PAF', paf)]),
    ...(uprn === undefined ? [] : [addressKey('UPRN', uprn)]),
  ]
  return given({
    id,
    period,
    use,
    text,
    ...(blankLines ? blankedLines(line) : { line: some(line.filter(Boolean)) }),
    postalCode: postcode,
    extension: some(keys),
  })
}

const TEXTPHONE = {
  url: `${UK_CORE}OtherContactSystem`,
  valueCoding: {
    system: `${UK_CODES}OtherContactSystem`,
    code: 'textphone',
    display: 'Minicom (Textphone)',
  },
}

export const contactPoint = ({ id, period, system, value, use }: Shown<PatientTelecom>) =>
  given({
    id,
    period,
    system,
    value,
    use,
    extension: system === 'other' ? [TEXTPHONE] : undefined,
  })

/** An emergency contact, the only kind of contact there is (pds 10.2). */
export const emergencyContact = ({ id, period, telecom }: PatientContact) =>
  given({
    id,
    period,
    relationship: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v2-0131',
            code: 'C',
            display: 'Emergency Contact',
          },
        ],
      },
    ],
    telecom,
  })

const organisation = ({ odsCode, period }: Registration) => ({
  type: 'Organization',
  identifier: given({ system: ODS_SYSTEM, value: odsCode, period }),
})

export const generalPractitioner = (one: Registration) => ({ id: one.id, ...organisation(one) })

export const managingOrganization = organisation
