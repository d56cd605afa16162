import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readValue } from '../../../../hl7v3/types/simple.js'
import { updateModeOf } from '../../../../hl7v3/types/update-mode.js'
import { allAt, at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import type { Setting } from '../../domain/update/changes.js'
import { PRACTICE } from '../codes.js'

/** Where the parts of a change are, whatever the release (pds 12.12 to 12.16). */

export const roleOf = (payload: XmlElement): XmlElement | undefined =>
  at(payload, 'subject/patientRole') ?? at(payload, 'subject/patient')

export const personOf = (payload: XmlElement): XmlElement | undefined =>
  childOf(roleOf(payload), 'patientPerson')

/** Names stand in the person. */
export const namesOf = (payload: XmlElement) => allAt(personOf(payload), 'name')

export const addressesOf = (payload: XmlElement) => allAt(roleOf(payload), 'addr')

export const telecomsOf = (payload: XmlElement) => allAt(roleOf(payload), 'telecom')

/** Care provisions, which have two names. */
export const provisionsOf = (payload: XmlElement): readonly XmlElement[] =>
  allAt(personOf(payload), 'playedOtherProviderPatient/subjectOf').flatMap((one) =>
    one.children.filter(({ name }) => name.startsWith('patientCareProvision')),
  )

/** Of what kind a care provision is. */
export const careCodeIn = (provision: XmlElement): string | undefined =>
  codeOf(childOf(provision, 'code'))

/** Care provisions that are registrations with a practice. */
export const practicesOf = (payload: XmlElement): readonly XmlElement[] =>
  provisionsOf(payload).filter((one) => careCodeIn(one) === PRACTICE)

/** Whether a practice is new or changed. */
export const registersIn = (payload: XmlElement): boolean =>
  practicesOf(payload).some((one) => updateModeOf(one) !== 'removed')

/** What stands in any `subjectOf` of the patient under its name. */
export const observationsOf = (payload: XmlElement, name: string): readonly XmlElement[] =>
  (roleOf(payload)?.children ?? [])
    .filter((one) => one.name.startsWith('subjectOf'))
    .flatMap((one) => one.children.filter((child) => child.name === name))

/** What a patient consents to of one kind (17.164). */
export const consentOf = (payload: XmlElement, kind: string): XmlElement | undefined =>
  observationsOf(payload, 'consent').find((one) => codeOf(childOf(one, 'code')) === kind)

/** What is told of the paper record. */
export const paperRecordOf = (payload: XmlElement): XmlElement | undefined =>
  at(roleOf(payload), 'recordTargetOf/clinicalDocumentEvent')

/** The end of a registration, as releases call it. */
export const removalOf = (payload: XmlElement): XmlElement | undefined =>
  observationsOf(payload, 'nHAISRemovalRegistrationEvent')[0] ??
  observationsOf(payload, 'pCRemovalRegistrationEvent')[0]

/** Something the record has once: what carries the mode, and what carries the value. */
export interface Once {
  readonly marked: XmlElement
  readonly value: XmlElement | undefined
}

/** Later releases wrap what earlier ones write plainly (pds 12.15). */
const WRAPPED: Readonly<Record<string, string>> = {
  administrativeGenderCode: 'COCT_MT000209UK01.PartAdminGenderCode',
  birthTime: 'COCT_MT000210UK01.PartBirthTime',
  deceasedTime: 'COCT_MT000211UK01.PartDeceasedTime',
}

/** A single part of the person, plain or wrapped. */
export function onceIn(payload: XmlElement, name: string): Once | undefined {
  const person = personOf(payload)
  const plain = childOf(person, name)
  if (plain) return { marked: plain, value: plain }
  const wrapper = WRAPPED[name]
  const marked = wrapper === undefined ? undefined : childOf(person, wrapper)
  return marked && { marked, value: at(marked, `partPerson/${name}`) }
}

export const genderIn = (payload: XmlElement): string | undefined =>
  codeOf(onceIn(payload, 'administrativeGenderCode')?.value)

export const birthTimeIn = (payload: XmlElement): string =>
  readValue(onceIn(payload, 'birthTime')?.value) ?? ''

export const birthplaceOf = (payload: XmlElement): XmlElement | undefined =>
  childOf(personOf(payload), 'birthplace') ??
  childOf(personOf(payload), 'COCT_MT000208UK01.BirthPlace')

/** An element as the change that it asks for. */
export function item<Value>(
  element: XmlElement | undefined,
  read: (element: XmlElement) => Value,
): Setting<Value> | undefined {
  if (!element) return undefined
  return updateModeOf(element) === 'removed' ? { remove: true } : { value: read(element) }
}
