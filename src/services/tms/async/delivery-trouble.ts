import { type Trouble, troubleFor } from '../../../faults/trouble.js'
import type { SpineMessage } from '../../../world/tables/spine-message.js'
import type { World } from '../../../world/world.js'
import type { Deliver, DeliveredBytes, OutgoingBytes } from '../context.js'

const SERVICE = 'tms-delivery'

/** What a message can be: an interaction, or a signal. */
export const MESSAGE_NAME = /^([A-Z]{4}_[A-Z]{2}[A-Z0-9]{6,12}|Acknowledgment|MessageError)$/

/** What the Spine delivers, as faults and documents know it: any interaction, and signals. */
export const DELIVERY_FACE = {
  id: SERVICE,
  title: 'TMS deliveries',
  endpoints: [],
  operations: MESSAGE_NAME,
  deliversTo: 'parties',
  /** A documented failure, and a body that comes slowly. */
  unable: ['FAIL', 'SLOW_BODY'],
  able: ['DUPLICATE'],
} as const

/** The trouble that an attempt to deliver a message meets, if any. */
export const deliveryTrouble = (world: World, message: SpineMessage): Trouble | undefined =>
  troubleFor(world, { service: SERVICE, operation: message.action, party: message.toParty })

const lost = (exchange: number): DeliveredBytes => ({
  words: 'The answer was lost, as a fault asked for.',
  exchange,
})

/** Makes an attempt through whatever trouble there is. */
export async function deliverThrough(
  trouble: Trouble | undefined,
  deliver: Deliver,
  world: World,
  bytes: OutgoingBytes,
): Promise<DeliveredBytes> {
  const { effect, faults = [] } = trouble ?? {}
  const struck = { ...bytes, faults }
  switch (effect?.kind) {
    case 'DROP':
      return deliver(world, { ...struck, instead: 'hang-up' })
    case 'ANSWER': {
      const { status, headers = {}, body = '' } = effect
      return deliver(world, { ...struck, instead: { status, headers, body } })
    }
    case 'CUT_BODY':
      return deliver(world, { ...struck, body: bytes.body.subarray(0, bytes.body.length >> 1) })
    case 'DUPLICATE':
      await deliver(world, struck)
      return deliver(world, struck)
    case 'LOSE_ANSWER':
      return lost((await deliver(world, struck)).exchange)
    default:
      return deliver(world, trouble ? struck : bytes)
  }
}
