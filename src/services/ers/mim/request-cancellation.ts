import { writeRequestCancellation } from '../../../hl7v3/ebooking/payloads/request-cancellation.js'
import { cancellationCodeOf } from '../../../hl7v3/ebooking/vocabularies/cancellation-reason.js'
import { healthcareServices } from '../../../world/tables/healthcare-service.js'
import type { PasRequest } from '../../../world/tables/pas-request.js'
import { referrals } from '../../../world/tables/referral.js'
import type { World } from '../../../world/world.js'
import { isUuid } from './is-uuid.js'
import { type MimContext, sendLetter } from './outgoing.js'
import { authorOf } from './parties.js'
import { releaseFor } from './release-for.js'

/**
 * PRSC_IN070000, e-RS to PAS: asks to cancel the appointment of a referral, or to free a slot that e-RS
 * did not book after all (ers-hl7v3-mim 7.5, 8.2). The slot is named, unless it is one of the sandbox's
 * own from before the service was connected.
 */
export function sendCancellation(
  world: World,
  context: MimContext,
  request: PasRequest,
): string | undefined {
  const { ubrn, usrn, reason, serviceId, userId } = request
  const author = authorOf(
    world,
    userId,
    [
      referrals.find(world.store, ubrn)?.referringOrganisation,
      healthcareServices.find(world.store, serviceId)?.providerOrganisation,
    ].filter((one) => one !== undefined),
  )
  return sendLetter(world, context, {
    family: 'requestCancellation',
    release: releaseFor(world, serviceId),
    id: request.id,
    asid: request.asid,
    conversationId: request.conversationId,
    ...(author && { author }),
    content: writeRequestCancellation({
      ubrn,
      reason: cancellationCodeOf(reason?.code),
      ...(isUuid(usrn) && { usrn }),
    }),
  })
}
