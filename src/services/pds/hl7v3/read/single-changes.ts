import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readInt, readValue, textOf } from '../../../../hl7v3/types/simple.js'
import { dateOfTs } from '../../../../hl7v3/types/time.js'
import { at, childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { given } from '../../../../world/given.js'
import type { ContactPreference, Patient } from '../../../../world/tables/patient.js'
import type { PatientChanges, Setting } from '../../domain/update/changes.js'
import { GENDERS } from '../codes.js'
import { NCRS_CONSENT } from '../lists.js'
import { isRemoved } from '../rules/rule.js'
import { birthPlaceIn, communicationIn } from './contents.js'
import { birthplaceOf, consentOf, item, observationsOf, onceIn, personOf } from './elements.js'
import { messageOnlyChanges } from './message-only.js'

/** What a record has once, as changes; the rules hold. */

function single<Value>(
  payload: XmlElement,
  name: string,
  read: (value: XmlElement | undefined) => Value,
): Setting<Value> | undefined {
  const one = onceIn(payload, name)
  if (!one) return undefined
  return isRemoved(one.marked) ? { remove: true } : { value: read(one.value) }
}

const dateIn = (value: XmlElement | undefined): string => dateOfTs(readValue(value) ?? '') ?? ''

const observedCode = (element: XmlElement): string => codeOf(childOf(element, 'value')) ?? ''

/** How somebody wants to be contacted comes in two parts, which the record keeps as one. */
function contactPreference(
  payload: XmlElement,
  { contactPreference: held = {} }: Patient,
): Setting<ContactPreference> | undefined {
  const [method] = observationsOf(payload, 'preferredContactMethod')
  const [format] = observationsOf(payload, 'preferredWrittenCommunicationFormat')
  if (!method && !format) return undefined
  let wish: ContactPreference = held
  if (method) {
    const times = at(method, 'pertinentInformation/pertinentPreferredContactTimes/value')
    wish = given({
      format: wish.format,
      method: isRemoved(method) ? undefined : observedCode(method) || undefined,
      times: isRemoved(method) ? undefined : textOf(times),
    })
  }
  if (format) {
    const next = isRemoved(format) ? undefined : observedCode(format)
    wish = given({ ...wish, format: next })
  }
  return Object.keys(wish).length > 0 ? { value: wish } : { remove: true }
}

/** The changes of what a record has once; `held` is the record as it is. */
export const singleChanges = (payload: XmlElement, held: Patient): PatientChanges =>
  given({
    gender: single(payload, 'administrativeGenderCode', (one) => GENDERS.read(codeOf(one))),
    birthDate: single(payload, 'birthTime', dateIn),
    multipleBirth: single(payload, 'multipleBirthOrderNumber', (one) => readInt(one) ?? 0),
    deathDate: single(payload, 'deceasedTime', dateIn),
    deathStatus: item(observationsOf(payload, 'deathNotification')[0], observedCode),
    communication: item(childOf(personOf(payload), 'languageCommunication'), communicationIn),
    contactPreference: contactPreference(payload, held),
    birthPlace: item(birthplaceOf(payload), birthPlaceIn),
    sharingConsent: item(consentOf(payload, NCRS_CONSENT), observedCode),
    ...messageOnlyChanges(payload),
  }) as PatientChanges
