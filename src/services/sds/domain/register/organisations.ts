import { britishDate } from '../../../../world/calendar.js'
import {
  type Changes,
  notRegistered,
  type Registered,
  withChanges,
} from '../../../../world/registered.js'
import { checkRecord } from '../../../../world/seed/check-record.js'
import { organisationKind } from '../../../../world/seed/kinds/organisations.js'
import { type Organisation, organisations } from '../../../../world/tables/organisation.js'
import type { World } from '../../../../world/world.js'

export type OrganisationDraft = Changes<Organisation>

function save(world: World, record: object): Registered<Organisation> {
  const checked = checkRecord<Organisation>(world.store, organisationKind, record)
  if (checked.ok) organisations.save(world.store, checked.record)
  return checked
}

/** Adds an organisation; it is open, and began today, unless something else is said. */
export function addOrganisation(world: World, draft: OrganisationDraft): Registered<Organisation> {
  const { odsCode = '' } = draft
  if (odsCode && organisations.find(world.store, odsCode))
    return notRegistered('EXISTS', `there is an organisation '${odsCode}' already`)
  const today = britishDate(world.clock.now())
  return save(world, withChanges({ open: true, opened: today, changed: today }, draft))
}

/** The dates that come with closing (today, if no day is named) and with opening again. */
function datesOf({ open, closed }: OrganisationDraft, today: string): Partial<OrganisationDraft> {
  if (open === false) return { closed: closed ?? today }
  return open === true && closed === undefined ? { closed: null } : {}
}

/**
 * Changes an organisation. One that is closed keeps its systems and role profiles: those who look
 * after them take them out (sds 3).
 */
export function changeOrganisation(
  world: World,
  odsCode: string,
  changes: OrganisationDraft,
): Registered<Organisation> {
  const known = organisations.find(world.store, odsCode)
  if (!known)
    return notRegistered(
      'UNKNOWN',
      `there is no organisation '${odsCode.slice(0, 80)}' in this world`,
    )
  const today = britishDate(world.clock.now())
  return save(
    world,
    withChanges(known, { ...changes, ...datesOf(changes, today), odsCode, changed: today }),
  )
}
