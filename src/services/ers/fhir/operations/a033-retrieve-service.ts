import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { refuse } from '../../domain/outcome.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { representHealthcareService } from '../represent/healthcare-service.js'

/** A service that is not published is unknown to A033, and none of the caller's to A037 (8.9, inferred). */
function retrieve(
  { world, request }: Call,
  ifUnpublished: 'NOT_FOUND' | 'NO_RELATIONSHIP',
): Outcome {
  const id = request.params.id ?? ''
  const service = healthcareServices.find(world.store, id)
  if (!service) return refuse('NOT_FOUND', `There is no service '${id.slice(0, 40)}'.`)
  if (!service.published) return refuse(ifUnpublished, `Service '${id}' is not published.`)
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
} as const

/** A033: one service of the directory (ers-fhir 7.33). */
export const a033RetrieveService = operation({
  ...declaration,
  code: 'A033',
  title: 'Retrieve healthcare service',
  method: 'GET',
  handle: (call) => retrieve(call, 'NOT_FOUND'),
})

/** A037: the version of a service; the headers of A033 without its body. */
export const a037RetrieveServiceVersion = operation({
  ...declaration,
  code: 'A037',
  title: 'Retrieve healthcare service version',
  method: 'HEAD',
  handle: (call) => retrieve(call, 'NO_RELATIONSHIP'),
})
