import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { found, operation, refuse } from '../operation.js'
import { representHealthcareService } from '../represent/healthcare-service.js'

/** A002: a service that a referral of the patient may name (ers-fhir 12). */
export const a002RetrieveHealthcareService = operation({
  code: 'A002',
  title: 'Retrieve healthcare service',
  method: 'GET',
  path: '/HealthcareService/:id',
  handle({ world, request }) {
    const service = healthcareServices.find(world.store, request.params.id ?? '')
    return service?.published
      ? found(representHealthcareService(world.store, service))
      : refuse({ code: 'REC_NOT_FOUND', diagnostics: 'The healthcare service does not exist' })
  },
})
