import type { AdviceRequest, AdviceStatus } from '../../../../world/tables/advice-request.js'
import { healthcareServices, type Priority } from '../../../../world/tables/healthcare-service.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import type { NewDocument } from '../files/attach-documents.js'
import { ok, type Result, refuse } from '../outcome.js'
import { permitAdvice } from './advice-machine.js'
import { attachToAdvice, changeAdvice, newMessage } from './change-advice.js'
import { providerRole, senderRole } from './roles.js'

/** What the provider sends back (eRS-GuidanceResponseOutcome-1), and whose turn it then is. */
export const RESPONSES = {
  RETURN_TO_REFERRER_WITH_ADVICE: 'REFERRER_TO_REVIEW_RESPONSE',
  REQUIRE_FURTHER_INFORMATION: 'REFERRER_TO_SUBMIT_FURTHER_INFORMATION',
} as const satisfies Readonly<Record<string, AdviceStatus>>

export type ResponseOutcome = keyof typeof RESPONSES

export interface AdviceResponse {
  readonly outcome: ResponseOutcome | 'PROVIDER_CONVERTED'
  readonly recommendation?: string
  readonly text: string
  readonly priority: Priority
  readonly documents: readonly NewDocument[]
}

/** The outcome, with a recommendation if and only if it is advice (ers-fhir 7.26). */
function checkOutcome({ outcome, recommendation }: AdviceResponse): Result<AdviceStatus> {
  if (outcome === 'PROVIDER_CONVERTED')
    return refuse('INAPPROPRIATE_VALUE', `'guidanceOutcome' (${outcome}) is not a response`)
  const advises = outcome === 'RETURN_TO_REFERRER_WITH_ADVICE'
  if (advises && recommendation === undefined)
    return refuse(
      'VALUE_IS_REQUIRED',
      `'guidanceIntendedRecommendation' is required with guidanceOutcome (${outcome}).`,
    )
  if (!advises && recommendation !== undefined)
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'guidanceIntendedRecommendation' (${recommendation}) does not go with guidanceOutcome (${outcome})`,
    )
  return ok(RESPONSES[outcome])
}

/** Refuses a priority that the service of the request does not take. */
export function checkPriority(
  world: World,
  { serviceId }: AdviceRequest,
  field: string,
  priority: Priority,
): Result<undefined> {
  return healthcareServices.find(world.store, serviceId)?.priorities.includes(priority)
    ? ok(undefined)
    : refuse(
        'UNSUPPORTED_PRIORITY',
        `'${field}' (${priority}) is not supported by service '${serviceId}'.`,
      )
}

/** The provider answers (A026, ers-fhir 7.26): a message, and it is the referrer's turn. */
export function respondToAdvice(
  world: World,
  caller: UserCaller,
  advice: AdviceRequest,
  response: AdviceResponse,
): Result<AdviceRequest> {
  const permitted = permitAdvice('RESPOND', advice)
  if (!permitted.ok) return permitted
  const status = checkOutcome(response)
  if (!status.ok) return status
  const priority = checkPriority(world, advice, 'updatedPriority', response.priority)
  if (!priority.ok) return priority
  const documents = attachToAdvice(world, caller, response.documents, advice)
  if (!documents.ok) return documents
  const message = newMessage(world, {
    sentBy: 'RESPONDER',
    sender: senderRole(caller),
    responsible: providerRole(caller),
    text: response.text,
    documents: documents.value,
  })
  return ok(
    changeAdvice(world, advice, 'RESPOND', {
      status: status.value,
      priority: response.priority,
      messages: [...advice.messages, message],
    }),
  )
}
