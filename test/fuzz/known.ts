import { type AdviceRequest, adviceRequests } from '../../src/world/tables/advice-request.js'
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
  #advice = 0

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

  /** Turns to another referral: mostly to one in a wanted state, or to one of the latest. */
  turn(states: readonly string[] = []): void {
    this.#advice = this.chance.below(1_000_000)
    const wanted = this.chance.happens(0.7) ? this.#inState(states) : undefined
    if (wanted) {
      this.#subject = wanted
      return
    }
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

  /** The conversation that the request at hand is about. */
  advice(): AdviceRequest {
    const { store } = this.world
    const { key } = store.one<{ key: string }>(
      'SELECT key FROM advice_request ORDER BY key LIMIT 1 OFFSET ? % (SELECT count(*) FROM advice_request)',
      this.#advice,
    ) as { key: string }
    return adviceRequests.find(store, key) as AdviceRequest
  }

  /** A file: one meant for the referral at hand if there is one, or any. */
  attachmentId(): string {
    const { store } = this.world
    const found =
      store.one<{ id: string }>(
        'SELECT id FROM attachment WHERE intended_for = ? ORDER BY linked_to, id',
        this.#subject,
      ) ??
      store.one<{ id: string }>(
        'SELECT id FROM attachment ORDER BY id LIMIT 1 OFFSET ?',
        this.chance.below(12),
      )
    return found?.id ?? '19eb7224-dff3-4730-a5cb-67eac811f1a5'
  }

  /** A referral in one of some states. */
  #inState(states: readonly string[]): string | undefined {
    const list = JSON.stringify(states)
    const found = this.world.store.all<{ key: string }>(
      'SELECT key FROM referral WHERE state IN (SELECT value FROM json_each(?)) ORDER BY key',
      list,
    )
    return found.length > 0 ? this.chance.pick(found).key : undefined
  }
}
