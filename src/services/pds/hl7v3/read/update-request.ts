import { ROOTS } from '../../../../hl7v3/oids.js'
import { codeOf } from '../../../../hl7v3/types/coded.js'
import { readIi } from '../../../../hl7v3/types/ii.js'
import { readInt } from '../../../../hl7v3/types/simple.js'
import { at, childOf, childrenOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { type Failure, fail, type Read, read } from '../outcomes.js'
import { ADDRESS_RULES, CARE_RULES, NAME_RULES, TELECOM_RULES } from '../rules/items.js'
import { RELATED_PERSON_RULES } from '../rules/related-person.js'
import { brokenRule, check } from '../rules/rule.js'
import { checkSingles } from '../rules/singles.js'
import { addressesOf, namesOf, provisionsOf, roleOf, telecomsOf } from './elements.js'
import { relatedPeopleOf } from './related-person.js'

/** Which record an update is for, and which version its sender saw (pds 12.13). */
export interface UpdateHead {
  readonly nhsNumber: string
  readonly version: number
  /** What is replaced was wrong. */
  readonly correction: boolean
}

const CORRECTION = '2'

/** Reads the head of an update; kind, number and serial change number must be there. */
export function readUpdateHead(payload: XmlElement): Read<UpdateHead> {
  const kind = codeOf(childOf(payload, 'code'))
  if (kind !== '1' && kind !== CORRECTION)
    return fail(brokenRule('UPDATE_TYPE', kind === undefined))
  const version = readInt(at(payload, 'pertinentInformation/pertinentSerialChangeNumber/value'))
  if (version === undefined) return fail(brokenRule('SERIAL_CHANGE_NUMBER', true))
  const id = childrenOf(roleOf(payload), 'id').map(readIi)
  const number = id.find((one) => one?.root === ROOTS.nhsNumber)?.extension?.trim()
  if (!number) return fail(brokenRule('NHS_NUMBER_UNSPECIFIED', true))
  return read({ nhsNumber: number, version, correction: kind === CORRECTION })
}

/** The first broken rule of the items of an update, in the order of the record. */
export const checkItems = (payload: XmlElement): Failure | undefined =>
  check(addressesOf(payload), ADDRESS_RULES) ??
  check(telecomsOf(payload), TELECOM_RULES) ??
  check(namesOf(payload), NAME_RULES) ??
  check(provisionsOf(payload), CARE_RULES) ??
  check(relatedPeopleOf(payload), RELATED_PERSON_RULES) ??
  checkSingles(payload)
