import { type AdviceRequest, adviceOfServices } from '../../../../world/tables/advice-request.js'
import {
  type HealthcareService,
  healthcareServices,
} from '../../../../world/tables/healthcare-service.js'
import type { World } from '../../../../world/world.js'
import type { Caller } from '../caller.js'
import {
  isForClinician,
  passesFilter,
  pressing,
  servicesInView,
  type WorklistFilter,
} from '../worklist/worklist.js'
import { OPEN } from './advice-machine.js'

/** One line of the worklist of advice and guidance requests. */
export interface AdviceItem {
  readonly advice: AdviceRequest
  readonly service: HealthcareService
}

/** Open conversations with the services that the caller sees (A023, ers-fhir 7.23, 8.8). */
export function readAdviceWorklist(
  world: World,
  caller: Caller,
  filter: WorklistFilter,
): AdviceItem[] {
  const services = servicesInView(world, caller)
    .filter((service) => passesFilter(service, filter))
    .map(({ id }) => id)
  return adviceOfServices(world.store, services, OPEN)
    .filter(({ criteria }) => isForClinician([criteria.namedClinician], filter.clinician))
    .sort(pressing)
    .map((advice) => ({
      advice,
      service: healthcareServices.find(world.store, advice.serviceId) as HealthcareService,
    }))
}
