import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { type Appointment, appointments } from '../../src/world/tables/appointment.js'
import { type Referral, referrals } from '../../src/world/tables/referral.js'
import { setSlotStatus } from '../../src/world/tables/slot.js'
import type { World } from '../../src/world/world.js'
import { brokenInvariants } from './invariants.js'
import { Versions } from './versions.js'

let sandbox: Sandbox
let name = 0
beforeAll(async () => {
  sandbox = await assemble({ log: 'silent' })
})
afterAll(() => sandbox.close())

const fresh = (): World => sandbox.worlds.create(`w${name++}`)
const booked = (world: World): Referral =>
  referrals.where(world.store, "state = 'BOOKED' ORDER BY key")[0] as Referral
const appointmentOf = (world: World, { appointmentId }: Referral): Appointment =>
  appointments.find(world.store, String(appointmentId)) as Appointment

/** Ways to break a world, and what the checker must say of each. */
const BREAKS: readonly (readonly [string, (world: World) => void, RegExp])[] = [
  [
    'a booked slot that is free',
    (world) =>
      setSlotStatus(world.store, appointmentOf(world, booked(world)).slotId as number, 'FREE'),
    /holds slot \d+, which is free/,
  ],
  [
    'a slot that nobody holds',
    (world) => world.store.run("UPDATE slot SET status = 'BOOKED' WHERE status = 'FREE'"),
    /is taken and nobody holds it/,
  ],
  [
    'a booked referral whose appointment is cancelled',
    (world) =>
      appointments.save(world.store, {
        ...appointmentOf(world, booked(world)),
        status: 'cancelled',
      }),
    /is BOOKED with an appointment that is cancelled/,
  ],
  [
    'an unbooked referral with an appointment',
    (world) => referrals.save(world.store, { ...booked(world), state: 'NOT_BOOKED' }),
    /is NOT_BOOKED with an appointment/,
  ],
  [
    'a counter behind its numbers',
    (world) => world.store.run("UPDATE sequence SET next = 1 WHERE name = 'appointment'"),
    /sequence appointment is at 1/,
  ],
]

describe('the checker of invariants', () => {
  test('finds nothing in the standard data set', () => {
    expect(brokenInvariants(fresh())).toEqual([])
  })

  test.each(BREAKS)('sees %s', (_, damage, sentence) => {
    const world = fresh()
    damage(world)
    expect(brokenInvariants(world).join('\n')).toMatch(sentence)
  })

  test('sees a change without a new version', () => {
    const world = fresh()
    const versions = new Versions()
    expect(versions.look(world)).toEqual([])
    referrals.save(world.store, { ...booked(world), priority: 'URGENT' })
    expect(versions.look(world)).toHaveLength(1)
  })
})
