import { readAdviceWorklist } from '../../domain/advice/worklist.js'
import { checkFilter } from '../../domain/worklist/check-worklist-filter.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { worklistReader } from '../read/worklist.js'
import { representAdviceWorklist } from '../represent/advice-worklist.js'

const readRequest = worklistReader('eRS-CommunicationListSelector-1', [
  'ADVICE_AND_GUIDANCE_REQUESTS',
])

/** A023: the open advice and guidance requests to the caller's services (ers-fhir 7.23). */
export const a023RetrieveAdviceWorklist = operation({
  code: 'A023',
  title: 'Retrieve advice and guidance worklist',
  fhir: 'STU3',
  method: 'POST',
  path: '/CommunicationRequest/$ers.fetchworklist',
  functions: [
    'SERVICE_PROVIDER_CLINICIAN',
    'SERVICE_PROVIDER_ADMIN',
    'SERVICE_PROVIDER_CLINICIAN_ADMIN',
  ],
  onBehalfOf: true,
  body: 'FHIR_JSON',
  handle({ world, caller, base, body }) {
    const request = readBody(body, readRequest)
    if (!request.ok) return request
    const { filter } = request.value
    const checked = checkFilter(world, caller, filter)
    if (!checked.ok) return checked
    return success(representAdviceWorklist(base, readAdviceWorklist(world, caller, filter)))
  },
})
