import { isoInstant } from '../../../../world/instant.js'
import type { Slot } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import type { SlotPage, SlotSearch } from '../../domain/appointment/find-slots.js'
import { CARE_CONNECT, ID } from '../systems.js'
import { byIdentifier, identifier, type Json, list } from './elements.js'
import { stu3Searchset } from './stu3-bundle.js'

const scheduleId = (slot: Slot): string =>
  slot.clinician === null ? slot.serviceId : `${slot.serviceId}-${slot.clinician}`

const slotEntry = (base: string, slot: Slot): Json => ({
  fullUrl: `${base}/Slot/${slot.id}`,
  resource: {
    id: String(slot.id),
    meta: { profile: [CARE_CONNECT('Slot')] },
    resourceType: 'Slot',
    identifier: [identifier(ID.usrn, slot.usrn)],
    schedule: { reference: `Schedule/${scheduleId(slot)}` },
    status: 'free',
    start: isoInstant(slot.start),
    end: isoInstant(slot.end),
  },
  search: { mode: 'match' },
})

const scheduleEntry = (base: string, id: string, slot: Slot): Json => ({
  fullUrl: `${base}/Schedule/${id}`,
  resource: {
    id,
    meta: { profile: [CARE_CONNECT('Schedule')] },
    resourceType: 'Schedule',
    identifier: [identifier(ID.schedule, id)],
    actor: list(
      byIdentifier(ID.service, slot.serviceId),
      slot.clinician !== null && byIdentifier(ID.sdsUser, slot.clinician),
    ),
  },
  search: { mode: 'include' },
})

/** The address of a page, its parameters in the published order; unknown ones are left out. */
function pageUrl(base: string, search: SlotSearch, page: number): string {
  const parameters = [
    search.clinician !== undefined && `schedule.actor%3APractitioner=${search.clinician}`,
    `schedule.actor%3AHealthcareService=${search.serviceId}`,
    `appointmentType=${search.priority}`,
    `_count=${search.pageSize}`,
    'status=free',
    '_include=Slot%3Aschedule',
    `page=${page}`,
  ]
  return `${base}/Slot?${parameters.filter(Boolean).join('&')}`
}

const link = (relation: string, url: string): Json => ({ relation, url })

/** A page of slots, then the schedules they belong to (ers-fhir 7.15). */
export function representSlots(
  world: World,
  base: string,
  search: SlotSearch,
  found: SlotPage,
): Json {
  const schedules = new Map(found.slots.map((slot) => [scheduleId(slot), slot]))
  return {
    ...stu3Searchset(world),
    total: found.total,
    link: list(
      link('self', pageUrl(base, search, found.page)),
      found.page > 1 && link('previous', pageUrl(base, search, found.page - 1)),
      found.page < found.pages && link('next', pageUrl(base, search, found.page + 1)),
    ),
    entry: [
      ...found.slots.map((slot) => slotEntry(base, slot)),
      ...[...schedules].map(([id, slot]) => scheduleEntry(base, id, slot)),
    ],
  }
}
