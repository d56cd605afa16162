import { type Appointment, appointments } from '../../src/world/tables/appointment.js'
import { healthcareServices } from '../../src/world/tables/healthcare-service.js'
import { type Referral, referrals } from '../../src/world/tables/referral.js'
import { freeSlots, type Slot } from '../../src/world/tables/slot.js'
import type { World } from '../../src/world/world.js'
import type { Chance } from './chance.js'

const PRIORITIES = ['ROUTINE', 'URGENT', 'TWO_WEEK_WAIT'] as const

/** What the requests are made of: the things that the world holds at this moment. */
export class Known {
  readonly world: World
  readonly chance: Chance
  readonly services: readonly string[]
  readonly #ubrns: string[]
  #subject = ''

  constructor(world: World, chance: Chance) {
    this.world = world
    this.chance = chance
    this.services = healthcareServices.list(world.store).map(({ id }) => id)
    this.#ubrns = referrals.list(world.store).map(({ ubrn }) => ubrn)
    this.turn()
  }

  /** Notes a referral that the world holds now. */
  add(ubrn: string | undefined): void {
    if (ubrn && referrals.find(this.world.store, ubrn)) this.#ubrns.push(ubrn)
  }

  /** Turns to another referral; to one of the latest as often as to any. */
  turn(): void {
    this.#subject = this.chance.pick(
      this.chance.happens(0.5) ? this.#ubrns.slice(-20) : this.#ubrns,
    )
  }

  /** The referral that the request at hand is about, as it stands. */
  referral(): Referral {
    return referrals.find(this.world.store, this.#subject) as Referral
  }

  /** The number of its appointment; perhaps another referral's if it has none. */
  appointmentId(): number {
    return this.referral().appointmentId ?? 70_000 + this.chance.below(20)
  }

  /** The appointment of the referral at hand. */
  appointment(): Appointment | undefined {
    return appointments.find(this.world.store, String(this.referral().appointmentId))
  }

  /** A free slot of a service; undefined if it has none. */
  slot(serviceId: string): Slot | undefined {
    const now = this.world.clock.now()
    const query = { serviceId, priorities: PRIORITIES, from: now, to: now + 10 ** 11 }
    const found = freeSlots(this.world.store, query, { size: 5, number: 1 })
    return found.length > 0 ? this.chance.pick(found) : undefined
  }

  /** A file, linked or not. */
  attachmentId(): string {
    return (
      this.world.store.one<{ id: string }>(
        'SELECT id FROM attachment ORDER BY id LIMIT 1 OFFSET ?',
        this.chance.below(12),
      )?.id ?? '19eb7224-dff3-4730-a5cb-67eac811f1a5'
    )
  }
}
