import { DAY } from '../../../../world/instant.js'
import { findAccreditedSystem } from '../../../../world/tables/accredited-system.js'
import {
  type ConnectedService,
  type HealthcareService,
  healthcareServices,
  type MimRelease,
  type PasConnection,
} from '../../../../world/tables/healthcare-service.js'
import { setSlotStatus, slotsInPeriod } from '../../../../world/tables/slot.js'
import type { World } from '../../../../world/world.js'
import { POLL } from './poll.js'

/** The poll of each release, as directory records name it (ers-hl7v3-mim 2.2, 13). */
const POLLS: Readonly<Record<MimRelease, string>> = {
  '3.1.09': 'urn:nhs:names:services:ebs:PRSC_IN080000UK07',
  '2.3': 'urn:nhs:names:services:ebs:PRSC_IN080000UK03',
}

/** The releases that a system is registered for, newest first. */
export function releasesOf(world: World, asid: string): readonly MimRelease[] {
  const interactions = findAccreditedSystem(world.store, asid)?.interactions ?? []
  return (Object.keys(POLLS) as MimRelease[]).filter((one) => interactions.includes(POLLS[one]))
}

/** The release in which a service's system is asked: the one given, or the newest it is registered for. */
export const releaseOf = (world: World, { asid, release }: PasConnection): MimRelease =>
  release ?? releasesOf(world, asid)[0] ?? '3.1.09'

/** As far ahead as any clinic publishes. */
const FAR = 400 * DAY

/** Takes what e-RS holds of a service's free slots away: they are for the hospital's system to offer. */
export function withdrawSlots(world: World, serviceId: string): void {
  const now = world.clock.now()
  const period = { from: now, to: now + FAR }
  for (const { id } of slotsInPeriod(world.store, serviceId, 'FREE', period))
    setSlotStatus(world.store, id, 'GONE')
}

/** Lets a hospital's system keep the clinics of a service: it is asked for slots at once, and for each booking. */
export function connect(world: World, service: HealthcareService, pas: PasConnection): void {
  const connected: ConnectedService = { ...service, pas }
  world.store.transaction(() => {
    if (service.pas?.asid !== pas.asid) withdrawSlots(world, service.id)
    healthcareServices.save(world.store, connected)
    world.scheduler.schedule({ kind: POLL, key: service.id, due: world.clock.now() })
  })
}

/** Lets the sandbox itself answer for a service again. */
export function disconnect(world: World, { pas: _pas, ...service }: HealthcareService): void {
  world.store.transaction(() => {
    healthcareServices.save(world.store, service)
    world.scheduler.cancel(POLL, service.id)
  })
}
