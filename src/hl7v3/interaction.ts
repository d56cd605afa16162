import type { World } from '../world/world.js'
import type { Acknowledgement, AcknowledgementType, Detail } from './acknowledgement.js'
import type { Author, Reason } from './control-act.js'
import type { XmlElement } from './xml/element.js'
import type { Xml } from './xml/template.js'

/** What an interaction is given of a message whose wrapper is in order. */
export interface Incoming {
  /** The element `query` of a query, the payload in `subject`, or the control act of a message without either. */
  readonly content: XmlElement
  /** The whole message, for checks of its own beyond the wrapper's. */
  readonly root: XmlElement
  /** HL7 id of the message. */
  readonly messageId: string
  /** ASID of the system that sent it. */
  readonly sender: string
  /** ASID of the system it is for. */
  readonly receiver: string
  /** The user, if a person started it. */
  readonly author?: Author
  /** What it answers, in the acknowledgement wrapper. */
  readonly acknowledgement?: Acknowledgement
  /** Reasons in the control act. */
  readonly reasons: readonly Reason[]
  /** Conversation of the envelope; absent where the envelope has none. */
  readonly conversationId?: string
  /** Notes something that the sender should mend. */
  find(rule: string, message: string, source: string): void
}

/** What comes of a message: the interaction to answer with, and what it says. */
export interface Outcome {
  readonly interactionId: string
  readonly acknowledgement: AcknowledgementType
  readonly reasons: readonly Reason[]
  /** Of a rejected message (`AR`). */
  readonly details?: readonly Detail[]
  /** What the answer carries in its subject. */
  readonly content?: Xml
  /** Of answers to queries. */
  readonly queryAck?: 'OK' | 'ID'
  /** Kept though it is not accepted: a part of what the message asked for was done. */
  readonly kept?: true
}

/** How a message travels: its answer on the same connection, or as a message of its own (tms 1). */
export type Pattern = 'synchronous' | 'express' | 'reliable' | 'forward'

/** What a message that breaks the rules of the wrapper is rejected with. */
export interface Rejection {
  readonly interactionId: string
  readonly release: string
}

/**
 * One HL7 V3 message type that a service of the Spine takes, as every transport finds it: it knows no
 * SOAP, no ebXML and no connection.
 */
export interface Interaction {
  /** `QUPA_IN000008UK02`. */
  readonly interactionId: string
  readonly title: string
  /** The service without its prefix: `pdsquery`. */
  readonly service: string
  readonly pattern: Pattern
  /** Where its content is; a batch is all content, without a control act of its own. */
  readonly carries: 'query' | 'subject' | 'batch' | 'nothing'
  /** Release of the message set, which its answers name. */
  readonly release: string
  /** The only `versionCode` that its messages may have; any without it. */
  readonly versionCode?: string
  /** Element around a synchronous answer in the SOAP body; bare without one. */
  readonly operation?: string
  /** That of the Spine unless said otherwise. */
  readonly rejection?: Rejection
  /** False for messages that are answers themselves: a fault of theirs is a finding, never a message. */
  readonly answered?: false
  /**
   * Does what the message asks for; undefined where nothing is to be answered. A change runs in one
   * transaction, kept if it is accepted or not answered.
   */
  readonly handle: (message: Incoming, world: World) => Outcome | undefined
}

const SERVICES = 'urn:nhs:names:services:'

/** The name of a service in messages: `urn:nhs:names:services:pdsquery`. */
export const serviceName = (service: string): string => SERVICES + service

/** The name of an interaction in SOAPAction and `wsa:Action`. */
export const actionName = (service: string, interactionId: string): string =>
  `${SERVICES}${service}/${interactionId}`
