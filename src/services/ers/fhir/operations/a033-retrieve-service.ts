import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { refuse } from '../../domain/outcome.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { representHealthcareService } from '../represent/healthcare-service.js'

function retrieve({ world, request }: Call): Outcome {
  const id = request.params.id ?? ''
  const service = healthcareServices.find(world.store, id)
  if (!service) return refuse('NOT_FOUND', `There is no service '${id.slice(0, 40)}'.`)
  return success(representHealthcareService(service), {
    version: service.version,
    headers: { 'Cache-Control': 'no-cache' },
  })
}

const declaration = {
  fhir: 'R4',
  path: '/HealthcareService/:id',
  functions: REFERRER_CLINICAL,
  application: ['REFERRER'],
  handle: retrieve,
} as const

/** A033: one service of the directory (ers-fhir 7.33). */
export const a033RetrieveService = operation({
  ...declaration,
  code: 'A033',
  title: 'Retrieve healthcare service',
  method: 'GET',
})

/** A037: the version of a service; the headers of A033 without its body. */
export const a037RetrieveServiceVersion = operation({
  ...declaration,
  code: 'A037',
  title: 'Retrieve healthcare service version',
  method: 'HEAD',
})
