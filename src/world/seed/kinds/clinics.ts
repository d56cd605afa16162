import { z } from 'zod'
import { type Clinic, clinics } from '../../tables/clinic.js'
import { anyKind, referenceTo } from '../kind.js'
import { count, maybe, priority, serviceId, some, time, userId, words } from '../values.js'

const weekday = z
  .int({ error: 'a day of the week (1 Monday to 7 Sunday)' })
  .min(1, { error: 'a day of the week (1 Monday to 7 Sunday)' })
  .max(7, { error: 'a day of the week (1 Monday to 7 Sunday)' })

/** Numbers from here on are given to slots that no file names. */
export const FIRST_FREE_SLOT_NUMBER = 20_000_000

export const clinicKind = anyKind<Clinic>({
  file: 'clinics.json',
  name: 'clinic',
  schema: z.strictObject({
    id: words,
    serviceId,
    clinician: maybe(userId),
    priority,
    weekdays: some(weekday),
    from: time,
    slots: count,
    minutes: z.int().min(5, { error: 'at least 5 minutes' }),
    firstSlotIds: maybe(
      z.array(count.max(FIRST_FREE_SLOT_NUMBER - 1, { error: 'a number below 20000000' })),
    ),
  }),
  key: (row) => row.id,
  references: (row) => [
    ...referenceTo('services.json', ['serviceId'], row.serviceId),
    ...referenceTo('practitioners.json', ['clinician'], row.clinician),
  ],
  claims: ({ firstSlotIds = [] }) =>
    firstSlotIds.map((id, at) => ({
      path: ['firstSlotIds', at],
      name: 'slot number',
      value: String(id),
    })),
  save: (store, rows) => {
    for (const row of rows) clinics.save(store, row)
  },
})
