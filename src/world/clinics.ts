import { addDays, britishDate, britishInstant, weekday } from './calendar.js'
import type { Clock } from './clock.js'
import { isoInstant, MINUTE } from './instant.js'
import type { Scheduler } from './scheduler.js'
import type { Store } from './store.js'
import { type Clinic, clinics } from './tables/clinic.js'
import { healthcareServices, isConnected } from './tables/healthcare-service.js'
import { nextInSequence } from './tables/sequence.js'
import { readSetting, writeSetting } from './tables/setting.js'
import { insertSlot } from './tables/slot.js'

/** How many days ahead clinics publish their slots. */
export const PUBLISHED_DAYS = 42

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

const compact = (instant: number): string => isoInstant(instant).replace(/[-:T]/g, '').slice(0, 12)

/** The PAS's own name of a slot: date, times and a number, as hospitals form it (ers-fhir 10.1). */
function usrnOf(id: number, start: number, end: number): string {
  const [from, to] = [compact(start), compact(end)]
  return `${from.slice(0, 8)}-${from.slice(8)}-${to.slice(8)}-0001-${String(id).padStart(12, '0')}`
}

function publishDay(store: Store, clinic: Clinic, date: string, known: number[]): void {
  for (let number = 0; number < clinic.slots; number++) {
    const start = britishInstant(date, minutesOf(clinic.from) + number * clinic.minutes)
    const end = start + clinic.minutes * MINUTE
    const knownId = known.shift()
    const id = knownId ?? nextInSequence(store, 'slot')
    insertSlot(store, {
      id,
      usrn: knownId === undefined ? usrnOf(id, start, end) : `USRN-${id}`,
      serviceId: clinic.serviceId,
      clinician: clinic.clinician ?? null,
      start,
      end,
      priority: clinic.priority,
      status: 'FREE',
    })
  }
}

/**
 * Publishes the slots of every clinic from the day after the last published one to the horizon. Where a
 * hospital's system keeps the clinics, it does so but once, for the bookings that the data set has.
 * The first call for a world also gives the published slot ids that scripts already know.
 */
export function publishSlots(store: Store, today: string): void {
  const published = readSetting<string>(store, 'slotsPublishedTo')
  const until = addDays(today, PUBLISHED_DAYS)
  for (const clinic of clinics.list(store)) {
    if (published && isConnected(healthcareServices.find(store, clinic.serviceId))) continue
    const known = published ? [] : [...(clinic.firstSlotIds ?? [])]
    for (let date = addDays(published ?? today, 1); date <= until; date = addDays(date, 1))
      if (clinic.weekdays.includes(weekday(date))) publishDay(store, clinic, date, known)
  }
  if (!published || until > published) writeSetting(store, 'slotsPublishedTo', until)
}

const PUBLISH = 'publish-slots'

/**
 * Publishes a day's further slots at each British midnight of the world's clock, and at once when
 * the world was away for longer than that.
 */
export function keepSlotsPublished(world: {
  readonly store: Store
  readonly clock: Clock
  readonly scheduler: Scheduler
}): void {
  const today = () => britishDate(world.clock.now())
  const tomorrow = () => britishInstant(addDays(today(), 1), 0)
  const publish = (): void => {
    world.store.transaction(() => publishSlots(world.store, today()))
    world.scheduler.schedule({ kind: PUBLISH, due: tomorrow() })
  }
  world.scheduler.handle(PUBLISH, publish, { endless: true })
  const published = readSetting<string>(world.store, 'slotsPublishedTo') ?? ''
  const behind = published < addDays(today(), PUBLISHED_DAYS)
  world.scheduler.schedule({ kind: PUBLISH, due: behind ? world.clock.now() : tomorrow() })
}
