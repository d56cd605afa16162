import {
  type AdviceMessage,
  type AdviceRequest,
  adviceRequests,
} from '../../../../world/tables/advice-request.js'
import type { AttachedDocument } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import { attachDocuments, type NewDocument } from '../files/attach-documents.js'
import type { Result } from '../outcome.js'
import type { AdviceAction } from './advice-machine.js'

/** Most characters of a message (ers-fhir 6.9). */
export const LONGEST_MESSAGE = 8000

/** Publishes what happened to a conversation, with the status it left it in. */
export function publishAdvice(
  world: World,
  action: AdviceAction | 'CREATE',
  advice: AdviceRequest,
): void {
  const { ubrn, version, status, nhsNumber, serviceId } = advice
  world.events.publish({
    kind: 'advice',
    action,
    subject: ubrn,
    detail: { version, status, nhsNumber, serviceId },
  })
}

/** Keeps a changed request as its next version (ers-fhir 8.5), and publishes what was done. */
export function changeAdvice(
  world: World,
  advice: AdviceRequest,
  action: AdviceAction,
  change: Partial<AdviceRequest>,
): AdviceRequest {
  const next: AdviceRequest = {
    ...advice,
    ...change,
    version: advice.version + 1,
    updated: world.clock.now(),
  }
  adviceRequests.save(world.store, next)
  publishAdvice(world, action, next)
  return next
}

/** A message of this moment. */
export const newMessage = (
  world: World,
  message: Omit<AdviceMessage, 'id' | 'sent'>,
): AdviceMessage => ({ id: world.ids.next('message'), sent: world.clock.now(), ...message })

/** Every file of a request: those of the conversation, and those of the referrer's system. */
export const documentsOf = (advice: AdviceRequest): AttachedDocument[] => [
  ...advice.documents,
  ...advice.messages.flatMap(({ documents }) => documents),
]

/** Attaches files that were uploaded for a request to it; see `attachDocuments` for the refusals. */
export const attachToAdvice = (
  world: World,
  caller: UserCaller,
  documents: readonly NewDocument[],
  advice: AdviceRequest,
): Result<AttachedDocument[]> =>
  attachDocuments(world, caller, documents, {
    ubrn: advice.ubrn,
    requestId: advice.requestId,
    documents: documentsOf(advice),
    mustBeMeantForIt: true,
    ifDescribedOtherwise: 'CONFLICTING_VALUES',
  })
