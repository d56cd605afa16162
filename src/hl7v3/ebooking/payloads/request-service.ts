import { given } from '../../../world/given.js'
import { readValue, textOf, writeValue } from '../../types/simple.js'
import type { Ts } from '../../types/time.js'
import { at, childOf, childrenOf, type XmlElement } from '../../xml/element.js'
import { leaf, type Xml, xml } from '../../xml/template.js'
import { type Clinician, readClinician, writeClinician } from '../parts/clinician.js'
import { type Demographics, readDemographics, writeDemographics } from '../parts/demographics.js'
import { extensionAt, rootAt, writeNhsNumber, writeUuid } from '../parts/identifiers.js'
import { type Language, readLanguage, writeLanguage } from '../parts/language.js'
import { type OtherPerson, readOtherPerson, writeOtherPerson } from '../parts/other-person.js'
import { type RegisteredGp, readRegisteredGp, writeRegisteredGp } from '../parts/registered-gp.js'
import { PRIORITY, type PriorityCode } from '../vocabularies/priority.js'
import { HEARING, type HearingCode, RELATIONSHIP } from '../vocabularies/small.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

export interface Guardian {
  /** Relationship to the patient. */
  readonly relationship: string
  readonly person: OtherPerson
}

/** Somebody who may speak for the patient. */
export interface Proxy {
  readonly relationship?: string
  readonly certificate?: string
  readonly person: OtherPerson
}

/** A patient in full, with the people around them. */
export interface ReferredPerson extends Demographics {
  readonly hearing?: HearingCode
  readonly guardians: readonly Guardian[]
  readonly proxies: readonly Proxy[]
  readonly language?: Language
}

/** A request for a UBRN; deprecated (ers-hl7v3-mim 7.10). */
export interface RequestService {
  /** UUID of the request. */
  readonly id: string
  readonly effectiveTime: Ts
  readonly priority: PriorityCode
  readonly patient: {
    readonly nhsNumber: string
    readonly person?: ReferredPerson
    readonly registeredGp?: RegisteredGp
  }
  /** Who refers. */
  readonly author: Clinician
}

const writeGuardian = ({ relationship, person }: Guardian): Xml => xml`
  <guardian classCode="GUARD">
    ${writeCode('code', RELATIONSHIP, relationship)}
    ${writeOtherPerson('guardianOtherPerson', person)}
  </guardian>`

const writeProxy = ({ relationship, certificate, person }: Proxy): Xml => xml`
  <scopedProxy classCode="CON">
    ${relationship && writeCode('code', RELATIONSHIP, relationship)}
    ${certificate && leaf('certificateText', certificate)}
    ${writeOtherPerson('contactOtherPerson', person)}
  </scopedProxy>`

const writePerson = (person: ReferredPerson): Xml => xml`
  <patientPerson classCode="PSN" determinerCode="INSTANCE">
    ${writeDemographics(person)}
    ${person.hearing && writeCode('disabilityCode', HEARING, person.hearing)}
    ${person.guardians.map(writeGuardian)}
    ${person.proxies.map(writeProxy)}
    ${person.language && writeLanguage(person.language)}
  </patientPerson>`

export const writeRequestService = (of: RequestService): Xml => xml`
  <RequestService classCode="PCPR" moodCode="EVN">
    ${writeUuid(of.id)}
    ${writeValue('effectiveTime', of.effectiveTime)}
    ${writeCode('priorityCode', PRIORITY, of.priority)}
    <subject typeCode="SBJ">
      <patient classCode="PAT">
        ${writeNhsNumber(of.patient.nhsNumber)}
        ${of.patient.person && writePerson(of.patient.person)}
        ${of.patient.registeredGp && writeRegisteredGp(of.patient.registeredGp)}
      </patient>
    </subject>
    <author typeCode="AUT">
      ${writeClinician(of.author)}
    </author>
  </RequestService>`

function readGuardian(guardian: XmlElement): Guardian | undefined {
  const relationship = readCode(childOf(guardian, 'code'), RELATIONSHIP)
  const person = readOtherPerson(childOf(guardian, 'guardianOtherPerson'))
  return relationship && person ? { relationship, person } : undefined
}

function readProxy(proxy: XmlElement): Proxy | undefined {
  const person = readOtherPerson(childOf(proxy, 'contactOtherPerson'))
  const relationship = readCode(childOf(proxy, 'code'), RELATIONSHIP)
  const certificate = textOf(childOf(proxy, 'certificateText'))
  return person && { ...given({ relationship, certificate }), person }
}

function readPerson(person: XmlElement | undefined): ReferredPerson | undefined {
  const demographics = readDemographics(person)
  if (!demographics) return undefined
  return {
    ...demographics,
    guardians: childrenOf(person, 'guardian').flatMap((one) => readGuardian(one) ?? []),
    proxies: childrenOf(person, 'scopedProxy').flatMap((one) => readProxy(one) ?? []),
    ...given({
      hearing: readCode(childOf(person, 'disabilityCode'), HEARING),
      language: readLanguage(childOf(person, 'languageCommunication')),
    }),
  }
}

/** Reads a request; undefined where a mandatory part is missing. */
export function readRequestService(payload: XmlElement): RequestService | undefined {
  const id = rootAt(payload, 'id')
  const effectiveTime = readValue(childOf(payload, 'effectiveTime'))
  const priority = readCode(childOf(payload, 'priorityCode'), PRIORITY)
  const patient = at(payload, 'subject/patient')
  const nhsNumber = extensionAt(patient, 'id')
  const author = readClinician(at(payload, 'author/AgentPersonSDS'))
  if (!id || !effectiveTime || !priority || !nhsNumber || !author) return undefined
  const person = readPerson(childOf(patient, 'patientPerson'))
  const registeredGp = readRegisteredGp(childOf(patient, 'sourceOf'))
  return {
    id,
    effectiveTime,
    priority,
    patient: { nhsNumber, ...given({ person, registeredGp }) },
    author,
  }
}
