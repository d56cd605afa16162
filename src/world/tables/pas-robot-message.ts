import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/** How far a message of a simulated hospital has come. */
export type RobotMessageState = 'TAKEN' | 'WAITING' | 'SENT' | 'ACKNOWLEDGED' | 'FAILED'

/** A message that a simulated hospital took or sends. */
export interface RobotMessage {
  /** ebXML MessageId, in upper case. */
  readonly id: string
  readonly asid: string
  readonly direction: 'IN' | 'OUT'
  /** When it came, or when it is to be sent. */
  readonly at: Instant
  /** Interaction, or the kind of a signal. */
  readonly action: string
  readonly conversationId: string
  readonly ubrn?: string
  readonly usrn?: string
  readonly state: RobotMessageState
  /** How often it was tried to send it. */
  readonly tries?: number
  /** Why it was not sent or not taken, in words. */
  readonly trouble?: string
  /** What the receiver's application said of it: AA, AE or AR, with codes. */
  readonly verdict?: string
  /** What is to be sent, until it is. */
  readonly draft?: unknown
}

export const robotMessages = documentTable<RobotMessage>({
  name: 'pas_robot_message',
  key: ({ id }) => id,
  columns: {
    asid: { type: 'TEXT', value: ({ asid }) => asid },
    at: { type: 'INTEGER', value: ({ at }) => at },
  },
  indexes: ['asid, at', 'at'],
})

/** The messages of a hospital, newest first. */
export const robotMessagesOf = (store: Store, asid: string, limit: number): RobotMessage[] =>
  robotMessages.where(store, 'asid = ? ORDER BY at DESC, key LIMIT ?', asid, limit)

/** Forgets messages from before a moment. */
export function forgetRobotMessages(store: Store, before: Instant): void {
  for (const { id } of robotMessages.where(store, 'at < ?', before)) robotMessages.remove(store, id)
}
