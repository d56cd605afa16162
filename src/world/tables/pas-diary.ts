import type { Instant } from '../clock.js'
import type { Store } from '../store.js'
import { documentTable } from './document-table.js'
import type { Priority } from './healthcare-service.js'

/** Where a slot stands in the hospital's own diary, which need not be where e-RS believes it to be. */
export type DiaryState = 'FREE' | 'BOOKED' | 'WITHDRAWN'

/** A slot in the diary of a simulated hospital. */
export interface DiarySlot {
  /** UUID in upper case. */
  readonly usrn: string
  /** System of the hospital. */
  readonly asid: string
  readonly serviceId: string
  readonly start: Instant
  readonly end: Instant
  /** Kept for referrals of this priority; any without it. */
  readonly priority?: Priority
  /** Role profile and user of the clinician. */
  readonly clinician?: { readonly roleProfile: string; readonly user: string }
  readonly state: DiaryState
  /** Of a booking: the referral and the patient. */
  readonly ubrn?: string
  readonly nhsNumber?: string
  /** Code of the reason for which the patient did not come. */
  readonly missed?: string
}

export const diarySlots = documentTable<DiarySlot>({
  name: 'pas_diary_slot',
  key: ({ usrn }) => usrn,
  columns: {
    asid: { type: 'TEXT', value: ({ asid }) => asid },
    service_id: { type: 'TEXT', value: ({ serviceId }) => serviceId },
    start_at: { type: 'INTEGER', value: ({ start }) => start },
    ubrn: { type: 'TEXT', value: ({ ubrn }) => ubrn },
  },
  indexes: ['asid, service_id, start_at', 'ubrn'],
})

/** What a diary is searched by. */
export interface DiaryQuery {
  readonly serviceId?: string | undefined
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
}

/** A hospital's slots in order of time. */
export const diaryOf = (
  store: Store,
  asid: string,
  { serviceId, from = 0, to = Number.MAX_SAFE_INTEGER }: DiaryQuery = {},
): DiarySlot[] =>
  serviceId === undefined
    ? diarySlots.where(
        store,
        'asid = ? AND start_at >= ? AND start_at < ? ORDER BY start_at, key',
        asid,
        from,
        to,
      )
    : diarySlots.where(
        store,
        'asid = ? AND service_id = ? AND start_at >= ? AND start_at < ? ORDER BY start_at, key',
        asid,
        serviceId,
        from,
        to,
      )

/** The live booking of a referral in a hospital's diary. */
export const diaryBookingOf = (store: Store, asid: string, ubrn: string): DiarySlot | undefined =>
  diarySlots
    .where(store, 'ubrn = ?', ubrn)
    .find((slot) => slot.asid === asid && slot.state === 'BOOKED')
