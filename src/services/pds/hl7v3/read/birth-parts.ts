import { readIi } from '../../../../hl7v3/types/ii.js'
import { at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'

/** Where the parts of a birth are, whatever the release (pds 12.14; PRPA_MT000211). */

const careOf = (payload: XmlElement): XmlElement | undefined =>
  at(payload, 'subject/patient/babyOf/obstetricCareProvision')

export const motherOf = (payload: XmlElement): XmlElement | undefined =>
  at(careOf(payload), 'recordTarget/mother')

/** The id of the mother's practice, which the releases call by two names. */
export const motherPracticeOf = (payload: XmlElement): XmlElement | undefined =>
  at(motherOf(payload), 'subjectOf/primaryCareProvision/performer')?.children.flatMap(
    (one) => childOf(one, 'id') ?? [],
  )[0]

/** The place of delivery, one that has a code or one that has none. */
export const deliveryOf = (payload: XmlElement): XmlElement | undefined =>
  at(careOf(payload), 'location')?.children.find(({ name }) => name.startsWith('participant'))

export const notifierOf = (payload: XmlElement): XmlElement | undefined =>
  at(careOf(payload), 'author/notifier/assignedNotifierPerson/name')

/** The organisations that are told: the partner must be there, the one that is responsible may. */
export const childHealthOf = (payload: XmlElement) => ({
  partner: readIi(at(careOf(payload), 'primaryInformationRecipient/partnerChildHealth/id')),
  responsible: readIi(at(careOf(payload), 'tracker/responsibleChildHealth/id')),
})

/** Something observed at birth: `component2/stillbirthIndicator`. */
export const clinicalOf = (payload: XmlElement, path: string): XmlElement | undefined =>
  at(payload, `subject/patient/subjectOf2/clinicalInformation/${path}/value`)

export const weightOf = (payload: XmlElement): XmlElement | undefined =>
  at(payload, 'subject/patient/subjectOf1/birthWeight/value')

export const ignoresDuplicatesOf = (payload: XmlElement): XmlElement | undefined =>
  at(payload, 'pertinentInformation/pertinentIgnoreDuplicateRecordCriterion/value')
