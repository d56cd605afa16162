import { type AdviceRequest, adviceRequests } from '../../../../world/tables/advice-request.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import type { NewDocument } from '../files/attach-documents.js'
import { ok, type Result, refuse } from '../outcome.js'
import { type AdviceAction, permitAdvice } from './advice-machine.js'
import { attachToAdvice, changeAdvice, LONGEST_MESSAGE, newMessage } from './change-advice.js'
import { permitConversion } from './convert.js'
import { attachOverview, makeReferral, type Overview } from './make-referral.js'
import { referrerRole } from './roles.js'

/**
 * What referrers do in the web application and their systems do by themselves; the API has no
 * operation for any of it (ers-fhir 7.44, 8.5). The referring clinician acts.
 */

const find = (world: World, ubrn: string): Result<AdviceRequest> => {
  const advice = adviceRequests.find(world.store, ubrn)
  return advice ? ok(advice) : refuse('NOT_FOUND', `There is no advice request '${ubrn}'.`)
}

function allowed(world: World, ubrn: string, action: AdviceAction): Result<AdviceRequest> {
  const advice = find(world, ubrn)
  return advice.ok ? permitAdvice(action, advice.value) : advice
}

const referrer = (advice: AdviceRequest): UserCaller => ({
  mode: 'user',
  userId: advice.referringClinician,
  organisation: advice.referringOrganisation,
  businessFunction: 'REFERRING_CLINICIAN',
})

/** The referrer writes again, with files uploaded for this request if any. */
export function replyToAdvice(
  world: World,
  ubrn: string,
  text: string,
  documents: readonly NewDocument[] = [],
): Result<AdviceRequest> {
  const advice = allowed(world, ubrn, 'REPLY')
  if (!advice.ok) return advice
  if (!text.trim()) return refuse('MISSING_VALUE', "'text' is missing.")
  if (text.length > LONGEST_MESSAGE)
    return refuse('INVALID_VALUE', `'text' is longer than ${LONGEST_MESSAGE} characters.`)
  const attached = attachToAdvice(world, referrer(advice.value), documents, advice.value)
  if (!attached.ok) return attached
  const role = referrerRole(advice.value.referringClinician, advice.value.referringOrganisation)
  const message = newMessage(world, {
    sentBy: 'REQUESTER',
    sender: role,
    responsible: role,
    text,
    documents: attached.value,
  })
  return ok(
    changeAdvice(world, advice.value, 'REPLY', {
      status: 'PROVIDER_RESPONSE_REQUIRED',
      messages: [...advice.value.messages, message],
    }),
  )
}

/** What a conversation says when the referrer's system has changed its files (ers-fhir 7.25). */
const UPDATED = 'NOTE: Clinical Information has been added/amended'

/** The referrer's clinical system adds files of its own, outside the conversation. */
export function updateClinicalInformation(
  world: World,
  ubrn: string,
  documents: readonly NewDocument[],
): Result<AdviceRequest> {
  const advice = allowed(world, ubrn, 'UPDATE_CLINICAL_INFORMATION')
  if (!advice.ok) return advice
  const attached = attachToAdvice(world, referrer(advice.value), documents, advice.value)
  if (!attached.ok) return attached
  const { businessFunction: _none, ...role } = referrerRole(
    advice.value.referringClinician,
    advice.value.referringOrganisation,
  )
  const message = newMessage(world, {
    sentBy: 'REFERRER_CLINICAL_INFORMATION_UPDATED',
    sender: role,
    responsible: role,
    text: UPDATED,
    documents: [],
  })
  return ok(
    changeAdvice(world, advice.value, 'UPDATE_CLINICAL_INFORMATION', {
      status: 'PROVIDER_RESPONSE_REQUIRED',
      documents: [...advice.value.documents, ...attached.value],
      messages: [...advice.value.messages, message],
    }),
  )
}

/** The referrer ends the conversation: advice taken. */
export function closeAdvice(world: World, ubrn: string): Result<AdviceRequest> {
  const advice = allowed(world, ubrn, 'CLOSE')
  return advice.ok
    ? ok(changeAdvice(world, advice.value, 'CLOSE', { status: 'CONVERSATION_ENDED_CLOSED' }))
    : advice
}

/** The referrer withdraws the request. */
export function cancelAdvice(world: World, ubrn: string): Result<AdviceRequest> {
  const advice = allowed(world, ubrn, 'CANCEL')
  return advice.ok
    ? ok(changeAdvice(world, advice.value, 'CANCEL', { status: 'CONVERSATION_ENDED_CANCELLED' }))
    : advice
}

/** The referrer makes a referral of the conversation, to services of their choice: NOT_BOOKED. */
export function referFromAdvice(
  world: World,
  ubrn: string,
  shortlist: readonly string[],
  overview: Overview,
): Result<Referral> {
  const found = find(world, ubrn)
  const advice = found.ok ? permitConversion(world, 'REFER', found.value) : found
  if (!advice.ok) return advice
  const unknown = shortlist.find((id) => !healthcareServices.find(world.store, id))
  if (shortlist.length === 0) return refuse('MISSING_VALUE', "'shortlist' is missing.")
  if (unknown !== undefined)
    return refuse('REFERENCE_NOT_FOUND', `'Shortlist/Service Id' (${unknown}) does not exist.`)
  const converted = changeAdvice(world, advice.value, 'REFER', { status: 'ADVICE_CONVERTED' })
  const letter = attachOverview(world, referrer(converted), converted, overview)
  return ok(
    makeReferral(world, converted, [letter], {
      state: 'NOT_BOOKED',
      priority: converted.priority,
      shortlist,
      review: 'NOT_FOR_REVIEW',
    }),
  )
}
