import { current, type RelatedPerson } from '../../../world/tables/patient.js'
import type { World } from '../../../world/world.js'
import { ok, type Result } from './outcome.js'
import { retrievePatient } from './retrieve.js'

export interface RelatedPeople {
  /** Whose they are: the surviving number of a merge. */
  readonly nhsNumber: string
  readonly people: readonly RelatedPerson[]
}

/**
 * The people a patient is related to (pds 8); of a sensitive record none are told. Refuses as
 * retrieval does.
 */
export function retrieveRelatedPeople(world: World, nhsNumber: string): Result<RelatedPeople> {
  const found = retrievePatient(world, nhsNumber)
  if (!found.ok) return found
  const { sensitivity, relatedPeople = [], nhsNumber: surviving } = found.value
  const people = sensitivity === 'U' ? current(relatedPeople) : []
  return ok({ nhsNumber: surviving, people })
}
