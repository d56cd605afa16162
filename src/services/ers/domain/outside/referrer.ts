import type { Priority } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import { attachDocuments } from '../files/attach-documents.js'
import { ok, type Result, refuse } from '../outcome.js'
import { changeReferral } from '../referral/change-referral.js'
import { letterMoments } from '../referral/clinical-information.js'
import { permit, situationOf } from '../referral/situation.js'
import { reviewAgain } from '../review/review-again.js'

/** The referring clinician, at work in the web application or in a system of the practice. */
const referrerOf = (referral: Referral): UserCaller => ({
  mode: 'user',
  userId: referral.referringClinician,
  organisation: referral.referringOrganisation,
  businessFunction: 'REFERRING_CLINICIAN',
})

/** The referrer makes a referral more or less pressing; an accepted one is reviewed again (ers-fhir 8.8). */
export function changePriority(
  world: World,
  referral: Referral,
  { priority }: { readonly priority: Priority },
): Result<Referral> {
  const permitted = permit('CHANGE_PRIORITY', situationOf(world, referral), 'REFERRER')
  if (!permitted.ok) return permitted
  if (priority === referral.priority)
    return refuse(
      'NO_CHANGES_DETECTED',
      `Request '${referral.ubrn}' has priority ${priority} already.`,
    )
  return ok(
    changeReferral(world, referral, 'CHANGE_PRIORITY', {
      priority,
      criteria: { ...referral.criteria, priority },
      ...reviewAgain(referral, 'PRIORITY'),
    }),
  )
}

/** The referrer takes note of what came back; it leaves their worklist (ers-fhir 8.8). */
export function acknowledge(world: World, referral: Referral): Result<Referral> {
  const permitted = permit('ACKNOWLEDGE', situationOf(world, referral), 'REFERRER')
  if (!permitted.ok) return permitted
  return ok(changeReferral(world, referral, 'ACKNOWLEDGE', { acknowledged: referral.state }))
}

/**
 * The referrer's clinical system adds files that were uploaded for this request as letters. The API
 * leaves the letters alone from then on (A012 INVALID_STATE, ers-fhir 7.12).
 */
export function addLetterBySystem(
  world: World,
  referral: Referral,
  attachments: readonly string[],
): Result<Referral> {
  const permitted = permit('ADD_LETTER_BY_SYSTEM', situationOf(world, referral), 'REFERRER')
  if (!permitted.ok) return permitted
  const now = world.clock.now()
  const files = attachments.map((attachmentId) => ({
    type: 'REFERRER' as const,
    attachmentId,
    indexed: now,
  }))
  const attached = attachDocuments(world, referrerOf(referral), files, {
    ...referral,
    mustBeMeantForIt: true,
  })
  if (!attached.ok) return attached
  const letters = attached.value.map((letter) => ({ ...letter, bySystem: true as const }))
  return ok(
    changeReferral(world, referral, 'ADD_LETTER_BY_SYSTEM', {
      documents: [...letters, ...referral.documents],
      ...letterMoments(referral, now),
      ...reviewAgain(referral, 'LETTER'),
    }),
  )
}
