import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import { EXPIRES } from './expiring.js'

/** A card's session at the Spine Security Broker (auth 8.1). */
export interface SmartcardSession {
  /** The single sign-on ticket. */
  readonly ticket: string
  /** SDS user id, as the card says it. */
  readonly userId: string
  /** Role profile chosen for the session; absent until one is. */
  readonly roleId?: string
  /** Live or training. */
  readonly mode: 0 | 1
  /** Address of the workstation. */
  readonly address: string
  readonly authenticated: Instant
  /** The last sign of life, and how long it may be ago (milliseconds). */
  readonly used: Instant
  readonly idle: number
  /** When it ends at the latest. */
  readonly expires: Instant
}

export const smartcardSessions = documentTable<SmartcardSession>({
  name: 'smartcard_session',
  key: ({ ticket }) => ticket,
  columns: { user_id: { type: 'TEXT', value: ({ userId }) => userId }, expires: EXPIRES },
  indexes: ['user_id', 'expires'],
})

/** The sessions of a card. */
export const sessionsOfCard = (store: Store, userId: string): SmartcardSession[] =>
  smartcardSessions.where(store, 'user_id = ?', userId)
