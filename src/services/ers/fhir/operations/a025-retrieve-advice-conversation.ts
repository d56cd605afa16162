import { findAdvice } from '../../domain/advice/find-advice.js'
import { CLINICAL } from '../../domain/business-function.js'
import { ok, type Result, refuse } from '../../domain/outcome.js'
import { operation, success } from '../operation.js'
import { readAdviceReference } from '../read/advice-reference.js'
import { representConversation } from '../represent/advice-conversation.js'

/** The request and version that the conversation belongs to. */
function basedOn(query: URLSearchParams): Result<{ ubrn: string; version: string }> {
  const given = query.get('based-on')
  if (!given) return refuse('MISSING_PARAMETER', "'based-on' is missing.")
  const reference = readAdviceReference(given)
  return reference
    ? ok(reference)
    : refuse('INVALID_VALUE', `'based-on' (${given.slice(0, 100)}) is invalid.`)
}

/** A025: all messages of a conversation at its current version (ers-fhir 7.25). */
export const a025RetrieveAdviceConversation = operation({
  code: 'A025',
  title: 'Retrieve advice and guidance conversation',
  fhir: 'STU3',
  method: 'GET',
  path: '/Communication',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  query: ['based-on', '_include'],
  refusalStatus: 400,
  handle({ world, findPatient, caller, request, base }) {
    const reference = basedOn(request.query)
    if (!reference.ok) return reference
    const { ubrn, version } = reference.value
    const advice = findAdvice(world, findPatient, caller, ubrn, 'READ')
    if (!advice.ok) return advice
    if (version !== String(advice.value.version))
      return refuse(
        'NOT_FOUND',
        `Only the current version ${advice.value.version} of a conversation can be read, not '${version.slice(0, 20)}'.`,
      )
    return success(representConversation(world, base, advice.value))
  },
})
