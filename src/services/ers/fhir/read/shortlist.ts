import type { ServiceSearchCriteria } from '../../../../world/tables/referral.js'
import { ID, SD } from '../systems.js'
import { criteria } from './criteria.js'
import { noOthers, ofProfile } from './parameters.js'
import type { Place, Reader } from './place.js'
import { array, identifier, member, object, oneOf, text } from './values.js'

export interface Shortlist {
  readonly criteria: ServiceSearchCriteria
  /** Service ids in the order given. */
  readonly services: readonly string[]
}

const CRITERIA_REFERENCE = SD('Extension-eRS-Shortlist-SearchCriteria-1')

/** The reference, without its `#`, to the contained criteria. */
function criteriaReference(
  list: Readonly<Record<string, unknown>>,
  place: Place,
): string | undefined {
  const extensions = member(list, 'extension', array, place)
  if (!extensions) return undefined
  const at = place.child('extension[0]')
  if (extensions.length !== 1)
    return place.child('extension').structure('an array of one extension')
  const extension = object(extensions[0], at)
  if (!extension) return undefined
  const url = member(extension, 'url', oneOf(CRITERIA_REFERENCE), at)
  const reference = member(extension, 'valueReference', object, at)
  const target = reference && member(reference, 'reference', text(), at.child('valueReference'))
  if (url === undefined || target === undefined) return undefined
  return target.startsWith('#')
    ? target.slice(1)
    : at.child('valueReference').child('reference').invalid(target)
}

function containedCriteria(
  list: Readonly<Record<string, unknown>>,
  place: Place,
): ServiceSearchCriteria | undefined {
  const contained = member(list, 'contained', array, place)
  const id = criteriaReference(list, place)
  if (!contained) return undefined
  if (contained.length !== 1) return place.child('contained').structure('an array of one resource')
  const at = place.child('contained[0]')
  const resource = object(contained[0], at)
  if (resource && id !== undefined && resource.id !== id) at.child('id').invalid(resource.id)
  return criteria(contained[0], at)
}

function readEntry(value: unknown, place: Place): string | undefined {
  const entry = object(value, place)
  const item = entry && member(entry, 'item', object, place)
  return item && member(item, 'identifier', identifier(ID.service), place.child('item'))
}

/** A shortlist with its criteria (ers-fhir 6.4). How many services it may hold is the operation's to say. */
export const shortlist: Reader<Shortlist> = (value, place) => {
  const list = object(value, place)
  if (!list) return undefined
  ofProfile(list, 'List', [SD('eRS-Shortlist-List-1')], place)
  noOthers(
    list,
    ['resourceType', 'meta', 'id', 'status', 'mode', 'contained', 'extension', 'entry'],
    place,
  )
  member(list, 'status', oneOf('current'), place)
  member(list, 'mode', oneOf('snapshot'), place)
  const found = containedCriteria(list, place)
  const entries = member(list, 'entry', array, place)
  if (entries?.length === 0) place.child('entry').missing()
  const services = entries?.map((entry, at) => readEntry(entry, place.child(`entry[${at}]`)))
  return found && services?.every((id) => id !== undefined)
    ? { criteria: found, services: services as string[] }
    : undefined
}
