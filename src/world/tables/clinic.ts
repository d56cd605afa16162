import { documentTable } from './document-table.js'
import type { Priority } from './healthcare-service.js'

/**
 * A weekly clinic of a service: from it the world publishes slots for the coming weeks and goes on
 * doing so as its clock moves, so that there is always something to book.
 */
export interface Clinic {
  readonly id: string
  readonly serviceId: string
  readonly clinician?: string
  readonly priority: Priority
  /** Days of the week, 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[]
  /** British wall-clock time of the first slot, `09:00`. */
  readonly from: string
  readonly slots: number
  readonly minutes: number
  /** Published slot ids of this clinic's first slots, for those that scripts already know. */
  readonly firstSlotIds?: readonly number[]
}

export const clinics = documentTable<Clinic>({ name: 'clinic', key: (clinic) => clinic.id })
