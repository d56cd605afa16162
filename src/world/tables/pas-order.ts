import type { Store } from '../store.js'
import { documentTable } from './document-table.js'

/** What a simulated hospital is to do otherwise, with what that needs to know. */
export interface OrderedBehaviour {
  readonly kind: string
  readonly seconds?: number
  /** Code of a reason, and words of one's own. */
  readonly reason?: string
  readonly text?: string
  /** Code of an error of messaging. */
  readonly code?: string
}

/** An order for the behaviour of simulated hospitals: at which messages, and how often. */
export interface PasOrder {
  readonly id: string
  /** System of the hospital; any if absent. */
  readonly asid?: string
  readonly serviceId?: string
  /** Kind of message, `requestAppointment`; any if absent. */
  readonly message?: string
  /** Messages that it still holds for; without end if absent. */
  readonly times?: number
  readonly behaviour: OrderedBehaviour
}

export const pasOrders = documentTable<PasOrder>({ name: 'pas_order', key: ({ id }) => id })

/** The orders of a world, oldest first. */
export const listPasOrders = (store: Store): PasOrder[] =>
  pasOrders.list(store).sort((a, b) => Number(a.id) - Number(b.id))
