import { readProviderCancellation } from '../../../hl7v3/ebooking/payloads/appointment-cancellation.js'
import type { CancellationReasonCode } from '../../../hl7v3/ebooking/vocabularies/cancellation-reason.js'
import { cancellationReasonOf } from '../../../hl7v3/ebooking/vocabularies/cancellation-reason.js'
import type { Incoming } from '../../../hl7v3/interaction.js'
import { findConcept } from '../../../world/tables/concept.js'
import type { World } from '../../../world/world.js'
import { hospitalCancels } from '../domain/pas/provider-messages.js'
import { noteOf, takes } from './declare.js'
import { accepted, refused } from './outcomes.js'

/** Reason of a cancellation by a provider who says nothing more exact (ers-hl7v3-mim 10.1). */
const NOT_SPECIFIED = 'NOT_SPECIFIED'

/** The reason as the FHIR API has it; one that is no provider's counts as not specified. */
function reasonOf(world: World, message: Incoming, code: CancellationReasonCode): string {
  const note = noteOf(message)
  const reason = cancellationReasonOf(code)
  if (findConcept(world.store, 'APPOINTMENT-CANCELLATION-REASON', reason)?.type === 'PROVIDER')
    return reason
  note('not-a-provider-reason', `'${code}' is no reason for a provider to cancel.`, '10.1')
  return NOT_SPECIFIED
}

/** PRSC_IN130000, PAS to e-RS: the provider cancels an appointment (ers-hl7v3-mim 7.7, 8.5). */
export const providerCancellation = takes({
  family: 'providerCancellation',
  read: readProviderCancellation,
  fromPas: true,
  handle({ payload: { ubrn, reason }, message, release, world }) {
    const said = { ubrn, reason: reasonOf(world, message, reason) }
    const done = hospitalCancels(world, message.sender, said)
    if (done.ok) return accepted(release)
    const [refusal] = done.refusals
    noteOf(message)('cancellation-refused', refusal?.diagnostics ?? ubrn, '8.5')
    return refusal?.code === 'REFERENCE_NOT_FOUND'
      ? refused(release, '4')
      : refused(release, '7', refusal?.diagnostics)
  },
})
