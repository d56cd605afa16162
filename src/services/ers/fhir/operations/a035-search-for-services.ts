import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { ok, type Result, refuse } from '../../domain/outcome.js'
import { operation, success } from '../operation.js'
import { representHealthcareService } from '../represent/healthcare-service.js'
import { r4Searchset } from '../represent/r4-bundle.js'

const SERVICE_ID = /^\d{1,7}$/
const MOST_IDS = 20

/** The ids asked for (ers-fhir 7.33): present, well formed, at most 20. */
function readIds(query: URLSearchParams): Result<string[]> {
  const given = query.get('_id')
  if (!given) return refuse('MALFORMED', "'_id' is missing.")
  const ids = [...new Set(given.split(','))]
  const wrong = ids.find((id) => !SERVICE_ID.test(id))
  if (wrong !== undefined) return refuse('MALFORMED', `'_id' (${wrong.slice(0, 40)}) is invalid.`)
  return ids.length > MOST_IDS
    ? refuse('MALFORMED', `'_id' names ${ids.length} services; at most ${MOST_IDS} are allowed.`)
    : ok(ids)
}

/** A035: several services of the directory by their ids; unknown ones are left out (ers-fhir 7.33, 8.9). */
export const a035SearchForServices = operation({
  code: 'A035',
  title: 'Search for healthcare services',
  fhir: 'R4',
  method: 'GET',
  path: '/HealthcareService',
  functions: REFERRER_CLINICAL,
  application: ['REFERRER'],
  query: ['_id'],
  handle({ world, request, base }) {
    const ids = readIds(request.query)
    if (!ids.ok) return ids
    const services = ids.value
      .map((id) => healthcareServices.find(world.store, id))
      .filter((service) => service !== undefined)
    const hidden = services.find(({ published }) => !published)
    if (hidden) return refuse('NO_RELATIONSHIP', `Service '${hidden.id}' is not published.`)
    const entries = services.map((service) => ({
      fullUrl: `${base}/HealthcareService/${service.id}`,
      resource: representHealthcareService(service),
    }))
    const self = `${base}/HealthcareService?_id=${ids.value.join(',')}`
    return success(r4Searchset(world, self, entries))
  },
})
