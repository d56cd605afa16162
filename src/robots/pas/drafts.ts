import type { Envelope } from '../../ebxml/envelope.js'
import type { Acknowledgement } from '../../hl7v3/acknowledgement.js'
import type { Reason } from '../../hl7v3/control-act.js'
import type { FamilyName, Release } from '../../hl7v3/ebooking/index.js'

/** A message that is to be sent: it is written when its time has come. */
export interface MessageDraft {
  readonly kind: 'MESSAGE'
  readonly family: FamilyName
  readonly release: Release
  /** ASID of the system it is for. */
  readonly receiver: string
  readonly conversationId: string
  readonly acknowledgement?: Acknowledgement
  readonly reasons: readonly Reason[]
  /** Payload, written. */
  readonly content?: string
}

/** A signal that is to be sent. */
export interface SignalDraft {
  readonly kind: 'SIGNAL'
  readonly envelope: Envelope
}

export type Draft = MessageDraft | SignalDraft
