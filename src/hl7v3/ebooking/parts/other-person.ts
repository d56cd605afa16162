import { given } from '../../../world/given.js'
import { type PostalAddress, readAddress, writeAddress } from '../../types/address.js'
import { type Ii, readIi, writeIi } from '../../types/ii.js'
import { type PersonName, readName, writeName } from '../../types/name.js'
import { readValue, writeValue } from '../../types/simple.js'
import { readTelecom, type Telecom, writeTelecom } from '../../types/telecom.js'
import type { Ts } from '../../types/time.js'
import { childOf, childrenOf, type XmlElement } from '../../xml/element.js'
import { attributes, element, type Xml } from '../../xml/template.js'
import { HEARING, type HearingCode, SEX, type SexCode } from '../vocabularies/small.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

/** A guardian or somebody who speaks for the patient (ers-hl7v3-mim 7.10). */
export interface OtherPerson {
  readonly id?: Ii
  readonly name: PersonName
  readonly telecoms: readonly Telecom[]
  readonly sex?: SexCode
  readonly birthTime?: Ts
  readonly address?: PostalAddress
  readonly hearing?: HearingCode
}

export const writeOtherPerson = (tag: string, of: OtherPerson): Xml =>
  element(tag, attributes({ classCode: 'PSN', determinerCode: 'INSTANCE' }), [
    of.id && writeIi('id', of.id),
    writeName('name', of.name),
    ...of.telecoms.map((telecom) => writeTelecom('telecom', telecom)),
    of.sex && writeCode('administrativeGenderCode', SEX, of.sex),
    of.birthTime === undefined ? undefined : writeValue('birthTime', of.birthTime),
    of.address && writeAddress('addr', of.address),
    of.hearing && writeCode('disabilityCode', HEARING, of.hearing),
  ])

/** Reads a person; undefined without a name. */
export function readOtherPerson(person: XmlElement | undefined): OtherPerson | undefined {
  const name = readName(childOf(person, 'name'))
  if (!name) return undefined
  return {
    name,
    telecoms: childrenOf(person, 'telecom').flatMap((one) => readTelecom(one) ?? []),
    ...given({
      id: readIi(childOf(person, 'id')),
      sex: readCode(childOf(person, 'administrativeGenderCode'), SEX),
      birthTime: readValue(childOf(person, 'birthTime')),
      address: readAddress(childOf(person, 'addr')),
      hearing: readCode(childOf(person, 'disabilityCode'), HEARING),
    }),
  }
}
