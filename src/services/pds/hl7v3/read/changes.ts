import { updateModeOf } from '../../../../hl7v3/types/update-mode.js'
import { attributeOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import type { Item, PatientContact } from '../../../../world/tables/patient.js'
import type { Content, ItemChange, PatientChanges, Setting } from '../../domain/update/changes.js'
import { EMERGENCY, PHARMACIES, PHARMACY_SINGLES, PRACTICE } from '../codes.js'
import { isRemoved, objectIdOf } from '../rules/rule.js'
import {
  addressIn,
  nameIn,
  odsCodeIn,
  periodIn,
  pointIn,
  registrationIn,
  telecomIn,
} from './contents.js'
import { addressesOf, careCodeIn, namesOf, provisionsOf, telecomsOf } from './elements.js'

/** Items as changes of the lists of a record; their rules hold. */

export function itemChange<Kind extends Item>(
  item: XmlElement,
  content: (item: XmlElement) => Content<Kind>,
): ItemChange<Kind> {
  const id = objectIdOf(item) ?? ''
  if (isRemoved(item)) return { mode: 'remove', id }
  return updateModeOf(item) === 'altered'
    ? { mode: 'alter', id, item: content(item) }
    : { mode: 'add', item: content(item) }
}

const isEmergency = (item: XmlElement): boolean => attributeOf(item, 'use') === EMERGENCY

/** Telecoms of use EC: those of one identifier are one contact. */
function contactChanges(items: readonly XmlElement[]): ItemChange<PatientContact>[] {
  const groups = new Map<string, XmlElement[]>()
  for (const [at, item] of items.entries()) {
    const key = objectIdOf(item) ?? `added ${at}`
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [XmlElement, ...XmlElement[]]
    const period = periodIn(first, 'useablePeriod')
    return itemChange<PatientContact>(first, () => ({
      telecom: group.map(pointIn),
      ...(period && { period }),
    }))
  })
}

const setting = (provision: XmlElement): Setting<string> =>
  isRemoved(provision) ? { remove: true } : { value: odsCodeIn(provision) }

function careChanges(provisions: readonly XmlElement[]): PatientChanges {
  const practices = provisions.filter((one) => careCodeIn(one) === PRACTICE)
  const singles = provisions.flatMap((one) => {
    const kind = PHARMACIES.read(careCodeIn(one))
    return kind ? [[PHARMACY_SINGLES[kind], setting(one)]] : []
  })
  return {
    ...(practices.length > 0 && {
      practices: practices.map((one) => itemChange(one, registrationIn)),
    }),
    ...Object.fromEntries(singles),
  }
}

/** The changes of all lists of items that an update has. */
export function listChanges(payload: XmlElement): PatientChanges {
  const [names, addresses, telecoms] = [namesOf, addressesOf, telecomsOf].map((of) =>
    of(payload),
  ) as [readonly XmlElement[], readonly XmlElement[], readonly XmlElement[]]
  const contacts = contactChanges(telecoms.filter(isEmergency))
  const others = telecoms.filter((one) => !isEmergency(one))
  return {
    ...(names.length > 0 && { names: names.map((one) => itemChange(one, nameIn)) }),
    ...(addresses.length > 0 && { addresses: addresses.map((one) => itemChange(one, addressIn)) }),
    ...(others.length > 0 && { telecom: others.map((one) => itemChange(one, telecomIn)) }),
    ...(contacts.length > 0 && { contacts }),
    ...careChanges(provisionsOf(payload)),
  }
}
