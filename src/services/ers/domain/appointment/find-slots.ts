import { britishDate } from '../../../../world/calendar.js'
import { DAY } from '../../../../world/instant.js'
import {
  type HealthcareService,
  healthcareServices,
  type Priority,
} from '../../../../world/tables/healthcare-service.js'
import { organisations } from '../../../../world/tables/organisation.js'
import { findActivePractitioner } from '../../../../world/tables/practitioner.js'
import {
  countFreeSlots,
  type FreeSlotQuery,
  freeSlots,
  type Slot,
} from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { slotPrioritiesFor } from '../priority.js'
import { isOffered } from '../search/search-services.js'

export interface SlotSearch {
  readonly serviceId: string
  readonly clinician?: string
  readonly priority: Priority
  readonly pageSize: number
  readonly page: number
  readonly ruleOrganisation: string
}

export interface SlotPage {
  readonly slots: readonly Slot[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

/** How far ahead slots are shown (ers-fhir 15, chosen). */
const HORIZON = 183 * DAY

/** Free slots that a referral of a priority may take at a service, from now on. */
export const freeSlotQuery = (
  world: World,
  serviceId: string,
  priority: Priority,
  clinician?: string,
): FreeSlotQuery => {
  const now = world.clock.now()
  return {
    serviceId,
    priorities: slotPrioritiesFor(priority),
    from: now,
    to: now + HORIZON,
    ...(clinician === undefined ? {} : { clinician }),
  }
}

/** A service whose slots can be asked for; refuses as ers-fhir 7.15 says. */
function bookableService(world: World, id: string): Result<HealthcareService> {
  const service = healthcareServices.find(world.store, id)
  if (!service) return refuse('REFERENCE_NOT_FOUND', `'service' (${id}) does not exist.`)
  if (!isOffered(service, britishDate(world.clock.now())))
    return refuse('SERVICE_UNAVAILABLE', `'service' (${id}) is not available.`)
  if (service.bookable !== 'DIRECTLY_BOOKABLE' || !service.flows.includes('APPOINTMENT_REQUEST'))
    return refuse('INVALID_STATE', `'service' (${id}) is not directly bookable.`)
  return ok(service)
}

function checkPeople(
  world: World,
  service: HealthcareService,
  search: SlotSearch,
): Result<undefined> {
  const { clinician, ruleOrganisation } = search
  if (
    clinician !== undefined &&
    (!findActivePractitioner(world.store, clinician) ||
      !service.namedClinicians.includes(clinician))
  )
    return refuse('INVALID_VALUE', `'Practitioner' (${clinician}) is invalid.`)
  const organisation = organisations.find(world.store, ruleOrganisation)
  if (!organisation?.open || !organisation.roles.includes('REFERRER'))
    return refuse(
      'INVALID_VALUE',
      `'Commissioning Rule Organisation' (${ruleOrganisation}) is invalid.`,
    )
  return ok(undefined)
}

/** A page of the free slots of a service in order of time (A015, ers-fhir 7.15). */
export function findSlots(world: World, search: SlotSearch): Result<SlotPage> {
  const service = bookableService(world, search.serviceId)
  if (!service.ok) return service
  const people = checkPeople(world, service.value, search)
  if (!people.ok) return people
  const query = freeSlotQuery(world, search.serviceId, search.priority, search.clinician)
  const total = countFreeSlots(world.store, query)
  const pages = Math.max(Math.ceil(total / search.pageSize), 1)
  if (search.page > pages)
    return refuse('INVALID_VALUE', `'Page Number' (${search.page}) is invalid.`)
  const slots = freeSlots(world.store, query, { size: search.pageSize, number: search.page })
  return ok({ slots, total, page: search.page, pages })
}
