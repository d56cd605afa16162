import type { World } from '../world/world.js'
import type { Message } from './message.js'
import type { Xml } from './xml/template.js'

/** A message that a service of the sandbox sends on its own account. */
export interface Outgoing {
  /** The service without its prefix: `ebs`. */
  readonly service: string
  /** The whole message; the systems it names are looked up in the directory. */
  readonly message: Message<Xml>
  /** Said by the Spine itself: acknowledged on the same connection, and repeated until it is (tms 4.9). */
  readonly reliable?: true
  /** The conversation it belongs to; a new one without it. */
  readonly conversationId?: string
}

/** What became of it: on its way, or why it cannot be sent. */
export type Sent =
  | { readonly ok: true; readonly conversationId: string }
  | { readonly ok: false; readonly reason: 'UNKNOWN_SYSTEM' | 'NO_CONTRACT' }

/**
 * Hands a message to the messaging layer, inside the caller's transaction: it leaves when that is kept.
 * That it cannot be delivered after all is told by the event `message` `FAILED`, whose subject is its HL7 id.
 */
export type Send = (world: World, outgoing: Outgoing) => Sent
