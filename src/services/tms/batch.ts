import type { Interaction } from '../../hl7v3/interaction.js'
import { messagingDetail } from './messaging-errors.js'

/**
 * Several interactions in one message (tms 13). Which may be batched is not published: none may, so
 * that every batch is rejected with 534.
 */
export const batch: Interaction = {
  interactionId: 'MCCI_IN200001UK02',
  title: 'Batch of interactions',
  service: 'tms',
  pattern: 'reliable',
  carries: 'nothing',
  release: 'V3NPfIT3.1.10',
  handle: () => ({
    interactionId: 'MCCI_IN010000UK13',
    acknowledgement: 'AR',
    details: [messagingDetail(534)],
    reasons: [],
  }),
}
