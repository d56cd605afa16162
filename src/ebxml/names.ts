/** Namespaces of ebXML messages (tms 2.1). */
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
export const EB = 'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd'
export const XLINK = 'http://www.w3.org/1999/xlink'

/** What kind of name a party key is. */
export const PARTY_TYPE = 'urn:nhs:names:partyType:ocs+serviceInstance'

/** The service of signals, and what they are about. */
export const SIGNAL_SERVICE = 'urn:oasis:names:tc:ebxml-msg:service'
export type SignalAction = 'Acknowledgment' | 'MessageError'

/** `SOAPAction` of a signal. */
export const signalAction = (action: SignalAction): string => `${SIGNAL_SERVICE}/${action}`

/** Whom an acknowledgement is asked of (tms 2.2). */
export const ACTORS = {
  toPartyMSH: 'urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH',
  nextMSH: 'urn:oasis:names:tc:ebxml-msg:actor:nextMSH',
} as const

export type Actor = keyof typeof ACTORS

/** The actor of a name; undefined for one that nobody has. */
export const actorNamed = (name: string | undefined): Actor | undefined =>
  (Object.keys(ACTORS) as Actor[]).find((one) => ACTORS[one] === name)

/** Who is to answer on the same connection. */
export const SYNC_ACTOR = 'http://schemas.xmlsoap.org/soap/actor/next'

export const ERROR_CONTEXT = 'urn:oasis:names:tc:ebxml-msg:service:errors'

export const VERSION = '2.0'
