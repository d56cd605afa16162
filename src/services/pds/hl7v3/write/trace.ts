import { type Xml, xml } from '../../../../hl7v3/xml/template.js'
import type { Patient } from '../../../../world/tables/patient.js'
import type { Release } from '../releases.js'
import { careProvisions } from './care-provision.js'
import { previousContact } from './message-only.js'
import { partsOf } from './part-of-whole.js'
import {
  birthOrder,
  birthTime,
  confidentiality,
  deathNotification,
  deceasedTime,
  gender,
  nhsNumber,
} from './person.js'
import { matchingLevel, patientRole, shortCare } from './role.js'

/** Somebody found, and how far they are what was asked for (0 to 100). */
export interface Match {
  readonly patient: Patient
  readonly level: number
}

const traceMatch = (roles: readonly Xml[]): Xml => xml`
  <PdsTraceMatch classCode="OBS" moodCode="EVN">
    ${roles.map(
      (role) => xml`
        <subject typeCode="SBJ">
          ${role}
        </subject>`,
    )}
  </PdsTraceMatch>`

/** The answer of a simple trace (PRPA_MT000200) and, with the other performer, of a batch (PRPA_MT000209). */
export const simpleTrace = (
  { patient, level }: Match,
  release: Release,
  performer: 'assignedOrganization' | 'assignedEntity' = 'assignedOrganization',
): Xml =>
  traceMatch([
    patientRole(patient, {
      release,
      telecoms: true,
      birthOrder: true,
      care: shortCare(release, performer),
      death: release === '4.2' ? 'subjectOf' : 'subjectOf3',
      contact: 'subjectOf2',
      matchingLevel: level,
    }),
  ])

/** The order of the parts differs between releases (pds 12.9, PRPA_MT000207). */
const ORDER = {
  '6.3': ['addresses', 'telecoms', 'names'],
  '7.2': ['names', 'addresses', 'telecoms'],
} as const

function advancedRole({ patient, level }: Match, release: '6.3' | '7.2', history: boolean): Xml {
  const number = release === '6.3' ? 'UK02' : 'UK03'
  const parts = partsOf(patient, { number, extent: 'period', history })
  return xml`
    <patientRole classCode="PAT">
      ${confidentiality(patient)}
      ${nhsNumber(patient.nhsNumber)}
      <patientPerson classCode="PSN" determinerCode="INSTANCE">
        ${gender(patient)}
        ${birthTime(patient)}
        ${deceasedTime(patient)}
        ${birthOrder(patient)}
        ${careProvisions(patient, shortCare(release, 'assignedEntity'))}
        ${ORDER[release].flatMap((kind) => parts[kind])}
      </patientPerson>
      ${matchingLevel(level)}
      ${previousContact('subjectOf2', patient)}
      ${deathNotification('subjectOf3', patient)}
    </patientRole>`
}

const oldRole = ({ patient, level }: Match): Xml =>
  patientRole(patient, {
    release: '4.2',
    telecoms: true,
    birthOrder: true,
    care: shortCare('4.2', 'assignedEntity'),
    death: 'subjectOf',
    contact: 'subjectOf2',
    matchingLevel: level,
  })

/** The answer of an advanced trace: everybody found, best first (PRPA_MT000207, PRPA_MT230101). */
export const advancedTrace = (matches: readonly Match[], release: Release, history: boolean): Xml =>
  traceMatch(
    matches.map((match) =>
      release === '4.2' ? oldRole(match) : advancedRole(match, release, history),
    ),
  )
