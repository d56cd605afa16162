import { CLINICAL } from '../../domain/business-function.js'
import { adviceToRead } from '../advice-access.js'
import { checkHistory } from '../current-version.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { representAdvice } from '../represent/advice-request.js'

function retrieve(call: Call): Outcome {
  const advice = adviceToRead(call)
  if (!advice.ok) return advice
  const { version } = advice.value
  const history = checkHistory(call, version)
  if (!history.ok) return history
  return success(representAdvice(call.world.store, call.base, advice.value), { version })
}

const declaration = {
  code: 'A024',
  title: 'Retrieve advice and guidance request',
  fhir: 'STU3',
  method: 'GET',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  handle: retrieve,
} as const

/** A024: the summary of a conversation, also after its conversion (ers-fhir 7.24). */
export const a024RetrieveAdviceRequest = operation({
  ...declaration,
  path: '/CommunicationRequest/:ubrn',
})

/** A024 by version: only the current one can be read (ers-fhir 8.7). */
export const a024RetrieveAdviceRequestVersion = operation({
  ...declaration,
  path: '/CommunicationRequest/:ubrn/_history/:version',
})
