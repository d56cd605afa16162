import { findConcept } from '../../../../world/tables/concept.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { practitioners } from '../../../../world/tables/practitioner.js'
import type { World } from '../../../../world/world.js'
import { type Caller, sideOf } from '../../domain/caller.js'
import { ok, type Refusal, type Result, refuse, refuseAll } from '../../domain/outcome.js'
import {
  passesFilter,
  readWorklist,
  servicesInView,
  WORKLISTS,
  type WorklistFilter,
  type WorklistType,
} from '../../domain/worklist.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { readWorklistRequest, type WorklistRequest } from '../read/worklist.js'
import { representWorklist } from '../represent/worklist.js'

const APPLICATION_LISTS: readonly WorklistType[] = [
  'REFERRALS_FOR_REVIEW',
  'APPOINTMENT_SLOT_ISSUES',
]

/** Whether this caller may ask for this list with these filters (ers-fhir 7.8). */
function checkList(caller: Caller, request: WorklistRequest): Refusal | undefined {
  const { listType, filtered, filter } = request
  const { side } = WORKLISTS[listType]
  if (
    side !== sideOf(caller) ||
    (caller.mode === 'application' && !APPLICATION_LISTS.includes(listType))
  )
    return { code: 'INVALID_CODE', diagnostics: `'listType' (${listType}) is not for this caller.` }
  if (side === 'REFERRER' && filtered !== undefined)
    return { code: 'UNEXPECTED_FIELD', diagnostics: `'${filtered}' does not filter '${listType}'.` }
  if (caller.mode === 'application' && filter.service === undefined)
    return { code: 'MISSING_VALUE', diagnostics: "'service' is missing." }
  return undefined
}

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

/** The services asked for must be the caller's business. */
function checkRelationship(
  world: World,
  caller: Caller,
  filter: WorklistFilter,
): Result<undefined> {
  const asked = filter.service ?? filter.specialty ?? filter.location
  if (asked === undefined) return ok(undefined)
  return servicesInView(world, caller).some((service) => passesFilter(service, filter))
    ? ok(undefined)
    : refuse('NO_RELATIONSHIP', `No legitimate relationship between the user and '${asked}'.`)
}

/** A008: a worklist of referrals, for providers or for referrers (ers-fhir 7.8). */
export const a008RetrieveWorklist = operation({
  code: 'A008',
  title: 'Retrieve referral worklist',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/$ers.fetchworklist',
  functions: [
    'SERVICE_PROVIDER_CLINICIAN',
    'SERVICE_PROVIDER_ADMIN',
    'SERVICE_PROVIDER_CLINICIAN_ADMIN',
    'REFERRING_CLINICIAN',
    'REFERRING_CLINICIAN_ADMIN',
    'REFERRING_ADMIN',
  ],
  application: ['PROVIDER'],
  onBehalfOf: true,
  body: 'FHIR_JSON',
  handle({ world, caller, base, body }) {
    const request = readBody(body, readWorklistRequest)
    if (!request.ok) return request
    const { listType, filter } = request.value
    const wrong = checkList(caller, request.value) ?? checkReferences(world, filter)
    if (wrong) return refuseAll([wrong])
    const related = checkRelationship(world, caller, filter)
    if (!related.ok) return related
    const items = readWorklist(world, caller, listType, filter)
    return success(representWorklist(world, base, listType, items))
  },
})
