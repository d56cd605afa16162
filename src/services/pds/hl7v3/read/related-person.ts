import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readInt } from '../../../../hl7v3/types/simple.js'
import {
  allAt,
  attributeOf,
  childOf,
  childrenOf,
  type XmlElement,
} from '../../../../hl7v3/xml/element.js'
import { given } from '../../../../world/given.js'
import type { ContactPreference, RelatedPerson } from '../../../../world/tables/patient.js'
import type { Content, ItemChange } from '../../domain/update/changes.js'
import { RELATED_ROLES, RELATIONSHIPS } from '../codes.js'
import { nameOfPlayer, numbersIn, playerOf } from '../rules/related-person.js'
import { itemChange } from './changes.js'
import {
  addressIn,
  communicationIn,
  contactWishIn,
  nameIn,
  periodIn,
  telecomIn,
} from './contents.js'
import { personOf } from './elements.js'

/** A part of somebody, wherever the release has it. */
const part = (person: XmlElement, name: string): XmlElement | undefined =>
  person.children.flatMap((one) => childOf(one, name) ?? [])[0]

const wishIn = (person: XmlElement): ContactPreference | undefined =>
  contactWishIn(
    part(person, 'preferredContactMethod'),
    part(person, 'preferredWrittenCommunicationFormat'),
  )

/** The type where it says more than the role. */
function typeIn(person: XmlElement): string | undefined {
  const type = RELATIONSHIPS.read(codeOf(childOf(person, 'code')))
  return type === 'Guardian' && attributeOf(person, 'classCode') === 'GUARD' ? undefined : type
}

/** Somebody related, read from an item whose rules hold. */
function relatedPersonIn(person: XmlElement): Content<RelatedPerson> {
  const [name, address] = [nameOfPlayer(person), childOf(person, 'addr')]
  const language = childOf(playerOf(person), 'languageCommunication')
  const telecoms = childrenOf(person, 'telecom').map(telecomIn)
  return given({
    role: RELATED_ROLES.read(attributeOf(person, 'classCode')),
    type: typeIn(person),
    nextOfKin: part(person, 'partNextOfKin') ? true : undefined,
    nhsNumber: numbersIn(person)[0],
    name: name && nameIn(name),
    address: address && addressIn(address),
    telecom: telecoms.length > 0 ? telecoms : undefined,
    rank: readInt(childOf(person, 'positionNumber')),
    copyCorrespondence: part(person, 'partCorrespondence') ? true : undefined,
    callBackConsent: codeOf(childOf(part(person, 'callCentreCallBackConsent'), 'value')),
    contactPreference: wishIn(person),
    communication: language && communicationIn(language),
    period: periodIn(person, 'effectiveTime'),
  }) as Content<RelatedPerson>
}

export const relatedPeopleOf = (payload: XmlElement): readonly XmlElement[] =>
  allAt(personOf(payload), 'scopedRelatedPersonRole')

/** The changes of related people that an update has. */
export const relatedPersonChanges = (payload: XmlElement): ItemChange<RelatedPerson>[] =>
  relatedPeopleOf(payload).map((one) => itemChange(one, relatedPersonIn))
