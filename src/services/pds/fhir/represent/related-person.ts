import { given } from '../../../../world/given.js'
import type { RelatedPerson } from '../../../../world/tables/patient.js'
import type { RelatedPeople } from '../../domain/related-people.js'
import { communication, contactPreference } from './extensions.js'
import { address, contactPoint, humanName } from './parts.js'
import type { Presentation } from './presentation.js'
import { searchset } from './search-bundle.js'

const TYPES = 'http://hl7.org/fhir/ValueSet/relatedperson-relationshiptype'
const ROLES = 'https://fhir.nhs.uk/R4/CodeSystem/UKCore-AdditionalRelatedPersonRole'
const NHS = 'https://fhir.nhs.uk/R4/StructureDefinition/Extension-UKCore-'

/** Names of the codes, by their systems (pds 8). */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [ROLES]: {
    Agent: 'Agent of patient',
    Guardian: 'Guardian of patient',
    Personal: 'Personal relationship with the patient',
    PolygamousPartner: 'Polygamous Partner of patient',
    Dependant: 'Dependant of patient',
    NonDependant: 'Non Dependant of patient',
    ProxyContact: 'Proxy Contact for patient',
    ProxyCommunication: 'Proxy Communication for patient',
    ProxyContactCommunication: 'Proxy Contact and Communication for patient',
    Carer: 'Carer of patient',
    NotSpecified: 'Not Specified',
  },
  [TYPES]: {
    SPS: 'spouse',
    DOMPART: 'domestic partner',
    PRN: 'parent',
    PRNFOST: 'foster parent',
    STPPRN: 'step parent',
    CHILD: 'child',
    MTH: 'mother',
    FTH: 'father',
    SIS: 'sister',
    BRO: 'brother',
    FAMMEMB: 'family member',
    ONESELF: 'self',
    N: 'Next-of-Kin',
    U: 'Unknown',
  },
}

function coding(code: string) {
  const system = Object.hasOwn(NAMES[ROLES] ?? {}, code) ? ROLES : TYPES
  return given({ system, code, display: NAMES[system]?.[code] })
}

/** Role, type where it says more, and next of kin. */
const relationship = ({ role, type, nextOfKin }: RelatedPerson) => ({
  coding: [
    coding(role),
    ...(type === undefined || type === role ? [] : [coding(type)]),
    ...(nextOfKin ? [coding('N')] : []),
  ],
})

const extensions = (person: RelatedPerson) => [
  ...(person.copyCorrespondence
    ? [{ url: `${NHS}CopyCorrespondenceIndicator`, valueBoolean: true }]
    : []),
  ...(person.rank === undefined
    ? []
    : [{ url: `${NHS}ContactRank`, valuePositiveInt: person.rank }]),
  ...contactPreference(person.contactPreference),
  ...communication(person.communication),
]

/** Somebody related to a patient; with details of their own the reference is to the patient (pds 8). */
export function relatedPerson(person: RelatedPerson, patient: string, shown: Presentation) {
  const extension = extensions(person)
  return given({
    resourceType: 'RelatedPerson',
    id: person.id,
    active: true,
    patient: {
      type: 'Patient',
      identifier: {
        system: 'https://fhir.nhs.uk/Id/nhs-number',
        value: person.nhsNumber ?? patient,
      },
    },
    relationship: [relationship(person)],
    period: person.period,
    name: person.name && [humanName(person.name)],
    address: person.address && [address(person.address, shown)],
    telecom: person.telecom?.map(contactPoint),
    extension: extension.length > 0 ? extension : undefined,
  })
}

/** The people related to a patient, as a search answers them (pds 8). */
export const relatedPersonBundle = (
  { nhsNumber, people }: RelatedPeople,
  { now, base, shown }: { now: string; base: string; shown: Presentation },
) =>
  searchset(
    now,
    people.map((person) => ({
      fullUrl: `${base}/Patient/${nhsNumber}/RelatedPerson/${person.id}`,
      resource: relatedPerson(person, nhsNumber, shown),
    })),
  )
