import type { AdviceRequest } from '../../../../world/tables/advice-request.js'
import { insertAttachment } from '../../../../world/tables/attachment.js'
import {
  type AttachedDocument,
  type Referral,
  referrals,
} from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { publishReferral } from '../referral/change-referral.js'
import { draftReferral } from '../referral/draft-referral.js'
import { documentsOf } from './change-advice.js'

/** Writes the overview of a conversation as a PDF. */
export type Overview = (advice: AdviceRequest) => Uint8Array

/** Who makes the referral, at which organisation. */
interface Author {
  readonly userId: string
  readonly organisation: string
}

/** Stores the overview of a conversation as a letter of the referral made of it (ers-fhir 7.27). */
export function attachOverview(
  world: World,
  { userId, organisation }: Author,
  advice: AdviceRequest,
  overview: Overview,
): AttachedDocument {
  const content = overview(advice)
  const now = world.clock.now()
  const attachmentId = world.ids.uuid()
  insertAttachment(
    world.store,
    {
      id: attachmentId,
      fileName: `Advice and guidance conversation - ${advice.ubrn}.pdf`,
      contentType: 'application/pdf',
      size: content.length,
      uploaded: now,
      uploadedBy: userId,
      organisation,
      onBehalfOf: null,
      intendedFor: advice.ubrn,
      status: 'AVAILABLE',
      linkedTo: advice.ubrn,
    },
    content,
  )
  return {
    id: world.ids.next('document'),
    type: 'REFERRER',
    attachmentId,
    indexed: now,
    attachedBy: userId,
    attachedByOrganisation: organisation,
  }
}

type Given = 'state' | 'priority' | 'shortlist' | 'review'

/**
 * Makes a referral of a conversation: the same patient, UBRN and files, and an overview of what was
 * said. `letters` are the newest files, which come first.
 */
export function makeReferral(
  world: World,
  advice: AdviceRequest,
  letters: readonly AttachedDocument[],
  made: Pick<Referral, Given> & Partial<Referral>,
): Referral {
  const referral = draftReferral(world, {
    ubrn: advice.ubrn,
    nhsNumber: advice.nhsNumber,
    referringOrganisation: advice.referringOrganisation,
    commissioningRuleOrganisation: advice.referringOrganisation,
    referringClinician: advice.referringClinician,
    createdBy: advice.createdBy,
    criteria: advice.criteria,
    letterIntention: 'NEED_TO_ADD_LATER',
    clinicalInfoFirstSubmitted: world.clock.now(),
    documents: [...letters, ...documentsOf(advice).reverse()],
    convertedFromAdvice: true,
    ...made,
  })
  referrals.save(world.store, referral)
  publishReferral(world, 'CONVERT_FROM_ADVICE', referral)
  return referral
}
