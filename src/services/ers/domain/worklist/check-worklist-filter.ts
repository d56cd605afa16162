import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { practitioners } from '../../../../world/tables/practitioner.js'
import type { World } from '../../../../world/world.js'
import type { Caller } from '../caller.js'
import { ok, type Refusal, type Result, refuse, refuseAll } from '../outcome.js'
import { passesFilter, servicesInView, type WorklistFilter } from './worklist.js'

const unknown = (what: string, id: string): Refusal => ({
  code: 'REFERENCE_NOT_FOUND',
  diagnostics: `'${what}' (${id}) does not exist.`,
})

/** What the filters name must exist. */
function checkReferences(world: World, filter: WorklistFilter): Refusal | undefined {
  const { service, specialty, location, clinician } = filter
  const { store } = world
  if (service !== undefined && !healthcareServices.find(store, service))
    return unknown('service', service)
  if (specialty !== undefined && !findConcept(store, 'SPECIALTY', specialty))
    return { code: 'INVALID_CODE', diagnostics: `'specialty' (${specialty}) is not a known code.` }
  if (location !== undefined && !organisations.find(store, location))
    return unknown('location', location)
  if (clinician?.assigned && !practitioners.find(store, clinician.userId))
    return unknown('clinician', clinician.userId)
  return undefined
}

/**
 * Checks the filters of a worklist (ers-fhir 7.8): what they name must exist, and the services asked
 * for must be the caller's business (NO_RELATIONSHIP).
 */
export function checkFilter(
  world: World,
  caller: Caller,
  filter: WorklistFilter,
): Result<undefined> {
  const wrong = checkReferences(world, filter)
  if (wrong) return refuseAll([wrong])
  const asked = filter.service ?? filter.specialty ?? filter.location
  if (asked === undefined) return ok(undefined)
  return servicesInView(world, caller).some((service) => passesFilter(service, filter))
    ? ok(undefined)
    : refuse('NO_RELATIONSHIP', `No legitimate relationship between the user and '${asked}'.`)
}
