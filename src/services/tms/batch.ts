import { type Interaction, serviceName } from '../../hl7v3/interaction.js'
import type { World } from '../../world/world.js'
import type { Directory } from './directory.js'
import { messagingDetail } from './messaging-errors.js'

const SERVICE = 'tms'

/** The answer to a batch, and what answers it where the sender has no contract for that. */
const ANSWER = 'MCCI_IN200002UK03'
const ACKNOWLEDGEMENT = 'MCCI_IN010000UK13'

/** Release that the Spine's own rejections name (tms 11). */
const RELEASE = 'V3NPfIT3.1.10'

/** How a sender takes the answer: as that of a batch, unless its directory entry says it cannot. */
function answerFor(world: World, directory: Directory, asid: string): string {
  const party = directory.system(world, asid)?.partyKey ?? ''
  const takes = (id: string) => directory.contract(world, party, `${serviceName(SERVICE)}:${id}`)
  return !takes(ANSWER) && takes(ACKNOWLEDGEMENT) ? ACKNOWLEDGEMENT : ANSWER
}

/** HL7 batches (tms 13): no interaction may be batched, so that every batch is rejected with 534. */
export const createBatch = (directory: Directory): Interaction => ({
  interactionId: 'MCCI_IN200001UK02',
  title: 'HL7 batch',
  service: SERVICE,
  pattern: 'reliable',
  carries: 'batch',
  release: RELEASE,
  handle: ({ sender }, world) => ({
    interactionId: answerFor(world, directory, sender),
    acknowledgement: 'AR',
    details: [messagingDetail(534)],
    reasons: [],
  }),
})
