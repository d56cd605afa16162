import { communication, preference, UK_CORE } from './patch/support.js'

/** Who registers a new patient. */
export const authority = (code = 'x', organisation = 'RGS') => ({
  url: `${UK_CORE}RegisteringAuthority`,
  extension: [
    { url: 'registeringAuthorityType', valueCodeableConcept: { coding: [{ code }] } },
    { url: 'organisationIdentifier', valueString: organisation },
  ],
})

export const NAME = {
  use: 'usual',
  given: ['Jane', 'Anne'],
  family: 'Edwards',
  prefix: ['Mrs'],
  period: { start: '1986-07-01' },
}
export const ADDRESS = {
  use: 'home',
  line: ['', '1 Trevelyan Square', '', 'Leeds', ''],
  postalCode: 'LS1 6AE',
  period: { start: '2020-01-01' },
}
/** A new patient as a body of POST /Patient. */
export const NEW_PATIENT = {
  name: [NAME],
  address: [ADDRESS],
  gender: 'female',
  birthDate: '1982-07-10',
  telecom: [{ system: 'phone', use: 'mobile', value: '07700900123' }],
  extension: [authority(), communication('vi', true), preference('1', 'noon')],
}

export type Resource = Record<string, unknown>

export const coded = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] })
const observation = (code: string, value: object): Resource => ({
  resourceType: 'Observation',
  status: 'final',
  code: coded(code),
  ...value,
})
const nhsNumber = (value: string) => [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value }]

export const BABY_EXTENSIONS = [
  authority(),
  { url: `${UK_CORE}EthnicCategory`, valueCodeableConcept: { coding: [{ code: 'A' }] } },
  {
    url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
    valueAddress: { text: 'A ward', city: 'Leeds', country: '1' },
  },
]

const BABY: Resource = {
  resourceType: 'Patient',
  name: [{ use: 'usual', given: ['Baby'], family: 'Newborn', period: { start: '2026-03-01' } }],
  gender: 'female',
  birthDate: '2026-03-01',
  address: [
    {
      use: 'home',
      period: { start: '2020-01-01' },
      line: ['', '1 Mill Road', '', 'Leeds', ''],
      postalCode: 'LS1 6AE',
    },
  ],
  multipleBirthInteger: 1,
  extension: BABY_EXTENSIONS,
}

/** The resources of a notification in their order. */
export const resources = (): Resource[] => [
  BABY,
  observation('364589006', { valueQuantity: { value: 3250, unit: 'grams' } }),
  observation('237364002', { valueCodeableConcept: coded('1') }),
  observation('268477000', { valueQuantity: { value: 38, unit: 'weeks' } }),
  observation('246435002', { valueInteger: 1 }),
  observation('66091009', { valueCodeableConcept: coded('N') }),
  {
    resourceType: 'RelatedPerson',
    identifier: nhsNumber('9000000017'),
    relationship: [coded('GESTM')],
  },
  {
    resourceType: 'Patient',
    identifier: nhsNumber('9000000017'),
    name: [{ family: 'Smyth', given: ['Jayne'] }],
    birthDate: '1998-03-12',
    generalPractitioner: [{ reference: 'urn:uuid:practice' }],
  },
  { resourceType: 'Organization', identifier: [{ value: 'A20047' }] },
  { resourceType: 'Location', type: [coded('0')] },
  { resourceType: 'CareTeam' },
  { resourceType: 'Practitioner' },
]

/** The card of 9000000009. */
export const CARD = {
  resourceType: 'Coverage',
  status: 'active',
  type: { coding: [{ code: 'EHIC' }] },
  subscriber: { identifier: { value: '9000000009' } },
  identifier: [
    {
      value: 'DE1234567890121234',
      assigner: { identifier: { system: 'urn:iso:std:iso:3166', value: 'DEU' } },
    },
  ],
  payor: [{ identifier: { value: "01071 - CPAM de l'ARDECH" } }],
  beneficiary: { identifier: { value: '1029384756' } },
  period: { end: '2030-12-31' },
}
