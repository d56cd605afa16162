import type { Release } from '../../../hl7v3/ebooking/families.js'
import { healthcareServices, isConnected } from '../../../world/tables/healthcare-service.js'
import type { World } from '../../../world/world.js'
import { releaseOf } from '../domain/pas/connection.js'

/** The release in which the system of a service is asked (ers-hl7v3-mim 13). */
export function releaseFor(world: World, serviceId: string): Release {
  const service = healthcareServices.find(world.store, serviceId)
  return isConnected(service) ? releaseOf(world, service.pas) : '3.1.09'
}
