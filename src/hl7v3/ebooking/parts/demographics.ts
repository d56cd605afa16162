import { type PostalAddress, readAddress, writeAddress } from '../../types/address.js'
import { type PersonName, readName, writeName } from '../../types/name.js'
import { readValue, writeValue } from '../../types/simple.js'
import { readTelecom, type Telecom, writeTelecom } from '../../types/telecom.js'
import type { Ts } from '../../types/time.js'
import { childOf, childrenOf, type XmlElement } from '../../xml/element.js'
import type { Xml } from '../../xml/template.js'
import { SEX, type SexCode } from '../vocabularies/small.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

/** Who a patient is, as far as every message with a patient in full says it (ers-hl7v3-mim 7.3, 7.10). */
export interface Demographics {
  /** At least one. */
  readonly names: readonly PersonName[]
  readonly telecoms: readonly Telecom[]
  readonly sex: SexCode
  readonly birthTime: Ts
  /** At least one. */
  readonly addresses: readonly PostalAddress[]
}

export const writeDemographics = (of: Demographics): readonly Xml[] => [
  ...of.names.map((name) => writeName('name', name)),
  ...of.telecoms.map((telecom) => writeTelecom('telecom', telecom)),
  writeCode('administrativeGenderCode', SEX, of.sex),
  writeValue('birthTime', of.birthTime),
  ...of.addresses.map((address) => writeAddress('addr', address)),
]

/** Reads a patient's person; undefined without sex or birth time. */
export function readDemographics(person: XmlElement | undefined): Demographics | undefined {
  const sex = readCode(childOf(person, 'administrativeGenderCode'), SEX)
  const birthTime = readValue(childOf(person, 'birthTime'))
  if (!sex || !birthTime) return undefined
  return {
    names: childrenOf(person, 'name').flatMap((one) => readName(one) ?? []),
    telecoms: childrenOf(person, 'telecom').flatMap((one) => readTelecom(one) ?? []),
    sex,
    birthTime,
    addresses: childrenOf(person, 'addr').flatMap((one) => readAddress(one) ?? []),
  }
}
