import type { World } from '../world/world.js'
import type { AcknowledgementType } from './acknowledgement.js'
import type { Author, Reason } from './control-act.js'
import type { XmlElement } from './xml/element.js'
import type { Xml } from './xml/template.js'

/** What an interaction is given of a message whose wrapper is in order. */
export interface Incoming {
  /** The element `query` of a query, the payload in `subject` of anything else. */
  readonly content: XmlElement
  /** HL7 id of the message. */
  readonly messageId: string
  /** ASID of the system that sent it. */
  readonly sender: string
  /** The user, if a person started it. */
  readonly author?: Author
}

/** What comes of a message: the interaction to answer with, and what it says. */
export interface Outcome {
  readonly interactionId: string
  readonly acknowledgement: Exclude<AcknowledgementType, 'AR'>
  readonly reasons: readonly Reason[]
  /** What the answer carries in its subject. */
  readonly content?: Xml
  /** Of answers to queries. */
  readonly queryAck?: 'OK' | 'ID'
}

/** How a message travels: its answer on the same connection, or as a message of its own (tms 1). */
export type Pattern = 'synchronous' | 'express' | 'reliable'

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
  /** Where its content is. */
  readonly carries: 'query' | 'subject'
  /** Release of the message set, which its answers name. */
  readonly release: string
  /** Element around a synchronous answer in the SOAP body; bare without one. */
  readonly operation?: string
  /** Does what the message asks for. A change runs in one transaction, kept if it is accepted. */
  readonly handle: (message: Incoming, world: World) => Outcome
}

const SERVICES = 'urn:nhs:names:services:'

/** The name of a service in messages: `urn:nhs:names:services:pdsquery`. */
export const serviceName = (service: string): string => SERVICES + service

/** The name of an interaction in SOAPAction and `wsa:Action`. */
export const actionName = (service: string, interactionId: string): string =>
  `${SERVICES}${service}/${interactionId}`
