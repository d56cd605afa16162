import { given } from '../../../world/given.js'
import { codeOf } from '../../types/coded.js'
import { type Ii, readIi, writeIi } from '../../types/ii.js'
import { textOf } from '../../types/simple.js'
import { allAt, at, childOf, childrenOf, type XmlElement } from '../../xml/element.js'
import { leaf, type Xml, xml } from '../../xml/template.js'
import { keptElement, writeElement } from '../../xml/write-element.js'
import { type Clinician, readClinician, writeClinician } from '../parts/clinician.js'
import { extensionAt, writeNhsNumber, writeUbrn } from '../parts/identifiers.js'
import { PRIORITY, type PriorityCode } from '../vocabularies/priority.js'
import {
  CATEGORY_HEADING,
  ETHNIC_CATEGORY,
  RELIGIOUS_AFFILIATION,
  SERVICE_TYPE,
} from '../vocabularies/small.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

/** A heading under which clinical statements stand. */
export interface CategoryHeading {
  readonly id: Ii
  readonly code: string
  /** Identifiers of the statements. */
  readonly statements: readonly Ii[]
}

/** What the referrer asks for. */
export interface RequestedAction {
  readonly code: string
  readonly text?: string
}

/** Clinical information of a referral; deprecated (ers-hl7v3-mim 7.12). */
export interface Referral {
  readonly ubrn: string
  readonly priority: PriorityCode
  readonly patient: {
    readonly nhsNumber: string
    readonly person?: { readonly religion?: string; readonly ethnicCategory?: string }
  }
  /** Who refers. */
  readonly author: Clinician
  /** Clinical statements, kept as they were sent: nothing here reads them. */
  readonly statements: readonly XmlElement[]
  readonly headings: readonly CategoryHeading[]
  readonly requestedActions: readonly RequestedAction[]
}

const writePerson = ({
  religion,
  ethnicCategory,
}: NonNullable<Referral['patient']['person']>) => xml`
  <patientPerson classCode="PSN" determinerCode="INSTANCE">
    ${religion && writeCode('religiousAffiliationCode', RELIGIOUS_AFFILIATION, religion)}
    ${ethnicCategory && writeCode('ethnicGroupCode', ETHNIC_CATEGORY, ethnicCategory)}
  </patientPerson>`

const writeStatement = (statement: XmlElement): Xml => xml`
  <component2 typeCode="COMP">
    ${writeElement(statement)}
  </component2>`

const writeReference = (id: Ii): Xml => xml`
  <component typeCode="COMP">
    <actRef classCode="ACT" moodCode="EVN">
      ${writeIi('id', id)}
    </actRef>
  </component>`

const writeHeading = ({ id, code, statements }: CategoryHeading): Xml => xml`
  <component1 typeCode="COMP">
    <categoryHeader classCode="OBS" moodCode="EVN">
      ${writeIi('id', id)}
      ${writeCode('code', CATEGORY_HEADING, code)}
      ${statements.map(writeReference)}
    </categoryHeader>
  </component1>`

const writeAction = ({ code, text }: RequestedAction): Xml => xml`
  <pertinentInformation typeCode="PERT">
    <pertinentRequestedAction classCode="ACT" moodCode="RQO">
      ${writeCode('code', SERVICE_TYPE, code)}
      ${text === undefined ? undefined : leaf('text', text)}
    </pertinentRequestedAction>
  </pertinentInformation>`

export const writeReferral = (of: Referral): Xml => xml`
  <Referral classCode="INFRM" moodCode="EVN">
    ${writeUbrn(of.ubrn)}
    ${writeCode('priorityCode', PRIORITY, of.priority)}
    <subject typeCode="SBJ">
      <patient classCode="PAT">
        ${writeNhsNumber(of.patient.nhsNumber)}
        ${of.patient.person && writePerson(of.patient.person)}
      </patient>
    </subject>
    <author typeCode="AUT">
      ${writeClinician(of.author)}
    </author>
    ${of.statements.map(writeStatement)}
    ${of.headings.map(writeHeading)}
    ${of.requestedActions.map(writeAction)}
  </Referral>`

function readHeading(header: XmlElement): CategoryHeading | undefined {
  const id = readIi(childOf(header, 'id'))
  const code = codeOf(childOf(header, 'code'))
  const statements = allAt(header, 'component/actRef/id').flatMap((one) => readIi(one) ?? [])
  return id && code ? { id, code, statements } : undefined
}

function readAction(action: XmlElement): RequestedAction | undefined {
  const code = codeOf(childOf(action, 'code'))
  const text = textOf(childOf(action, 'text'))
  return code === undefined ? undefined : { code, ...given({ text }) }
}

function readPatient(patient: XmlElement | undefined): Referral['patient'] | undefined {
  const nhsNumber = extensionAt(patient, 'id')
  const person = childOf(patient, 'patientPerson')
  const religion = codeOf(childOf(person, 'religiousAffiliationCode'))
  const ethnicCategory = codeOf(childOf(person, 'ethnicGroupCode'))
  return nhsNumber === undefined
    ? undefined
    : { nhsNumber, ...(person && { person: given({ religion, ethnicCategory }) }) }
}

/** Reads a referral; undefined where a mandatory part is missing. */
export function readReferral(payload: XmlElement): Referral | undefined {
  const ubrn = extensionAt(payload, 'id')
  const priority = readCode(childOf(payload, 'priorityCode'), PRIORITY)
  const patient = readPatient(at(payload, 'subject/patient'))
  const author = readClinician(at(payload, 'author/AgentPersonSDS'))
  if (!ubrn || !priority || !patient || !author) return undefined
  return {
    ubrn,
    priority,
    patient,
    author,
    statements: childrenOf(payload, 'component2')
      .flatMap(({ children }) => children.slice(0, 1))
      .map(keptElement),
    headings: allAt(payload, 'component1/categoryHeader').flatMap((one) => readHeading(one) ?? []),
    requestedActions: allAt(payload, 'pertinentInformation/pertinentRequestedAction').flatMap(
      (one) => readAction(one) ?? [],
    ),
  }
}
