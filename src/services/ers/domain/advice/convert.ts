import type { AdviceRequest } from '../../../../world/tables/advice-request.js'
import { type Appointment, appointments } from '../../../../world/tables/appointment.js'
import type { Priority } from '../../../../world/tables/healthcare-service.js'
import {
  type AttachedDocument,
  type Referral,
  referrals,
} from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import type { NewDocument } from '../files/attach-documents.js'
import { ok, type Result, refuse } from '../outcome.js'
import { permitAdvice } from './advice-machine.js'
import { attachToAdvice, changeAdvice, newMessage } from './change-advice.js'
import { attachOverview, makeReferral, type Overview } from './make-referral.js'
import { checkPriority } from './respond.js'
import { providerRole, senderRole } from './roles.js'

/** Most characters of the comments for the provider's admins (ers-fhir 7.27). */
export const LONGEST_REVIEW_COMMENT = 2000

export interface Conversion {
  /** The closing message to the referrer. */
  readonly text: string
  readonly priority: Priority
  readonly reviewComments: string
  readonly guidanceDocuments: readonly NewDocument[]
  readonly reviewDocuments: readonly NewDocument[]
}

const OUTCOME = {
  list: 'eRS-ReviewOutcome-1',
  code: 'PROVIDER_CONVERTED_ADVICE_AND_GUIDANCE_ADMIN_TO_REFER',
} as const

/** Lets a conversion through if there is no referral with the UBRN yet. */
export function permitConversion(
  world: World,
  action: 'CONVERT' | 'REFER',
  advice: AdviceRequest,
): Result<AdviceRequest> {
  const permitted = permitAdvice(action, advice)
  if (!permitted.ok || !referrals.find(world.store, advice.ubrn)) return permitted
  return refuse(
    'INVALID_REQUEST_STATE',
    `Request '${advice.ubrn}' does not allow this: there is a referral with this UBRN already.`,
  )
}

/** Attaches the files of the message, and those of the referral; no name may occur twice. */
function attachBoth(
  world: World,
  caller: UserCaller,
  advice: AdviceRequest,
  conversion: Conversion,
): Result<{ message: AttachedDocument[]; referral: AttachedDocument[] }> {
  const message = attachToAdvice(world, caller, conversion.guidanceDocuments, advice)
  if (!message.ok) return message
  const known = { ...advice, documents: [...advice.documents, ...message.value] }
  const referral = attachToAdvice(world, caller, conversion.reviewDocuments, known)
  return referral.ok ? ok({ message: message.value, referral: referral.value }) : referral
}

/** What the provider's admins find to book: a proposal, not yet a time. */
function proposeAppointment(world: World, advice: AdviceRequest, comment: string): Appointment {
  const appointment: Appointment = {
    id: world.ids.next('appointment'),
    version: 1,
    ubrn: advice.ubrn,
    nhsNumber: advice.nhsNumber,
    serviceId: advice.serviceId,
    status: 'proposed',
    reason: OUTCOME,
    comment,
    created: world.clock.now(),
  }
  appointments.save(world.store, appointment)
  return appointment
}

/**
 * The provider makes a referral of a conversation (A027, ers-fhir 7.27): a closing message, and a
 * referral with the same UBRN for the admins to act on.
 */
export function convertAdvice(
  world: World,
  caller: UserCaller,
  advice: AdviceRequest,
  conversion: Conversion,
  overview: Overview,
): Result<Referral> {
  const permitted = permitConversion(world, 'CONVERT', advice)
  if (!permitted.ok) return permitted
  const priority = checkPriority(world, advice, 'newReferralPriority', conversion.priority)
  if (!priority.ok) return priority
  const documents = attachBoth(world, caller, advice, conversion)
  if (!documents.ok) return documents
  const message = newMessage(world, {
    sentBy: 'RESPONDER',
    sender: senderRole(caller),
    responsible: providerRole(caller),
    text: conversion.text,
    documents: documents.value.message,
  })
  const converted = changeAdvice(world, advice, 'CONVERT', {
    status: 'ADVICE_CONVERTED',
    priority: conversion.priority,
    messages: [...advice.messages, message],
  })
  const letter = attachOverview(world, caller, converted, overview)
  return ok(
    makeReferral(world, converted, [letter, ...documents.value.referral], {
      state: 'TRIAGED_PROVIDER_TO_ACTION',
      stateReason: OUTCOME,
      stateComments: conversion.reviewComments,
      priority: conversion.priority,
      shortlist: [advice.serviceId],
      appointmentId: proposeAppointment(world, advice, conversion.reviewComments).id,
      currentService: advice.serviceId,
      review: 'REVIEWED',
    }),
  )
}
