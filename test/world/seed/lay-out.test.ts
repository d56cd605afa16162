import { describe, expect, test } from 'vitest'
import { isoInstant } from '../../../src/world/instant.js'
import { folderOf } from '../../../src/world/seed/data-sets.js'
import { Images } from '../../../src/world/seed/images.js'
import { dateOf, momentOf } from '../../../src/world/seed/relative-time.js'
import { Store } from '../../../src/world/store.js'
import { appointments } from '../../../src/world/tables/appointment.js'
import { clinics } from '../../../src/world/tables/clinic.js'
import { organisations } from '../../../src/world/tables/organisation.js'
import { referrals } from '../../../src/world/tables/referral.js'
import { findSlot } from '../../../src/world/tables/slot.js'
import { Worlds } from '../../../src/world/worlds.js'
import { ORGANISATION, SMALL, seedFolder } from './folder.js'

const at = (text: string): number => Date.parse(text)

async function storeOn(start: string, source?: string): Promise<Store> {
  const images = new Images(source === undefined ? {} : { source })
  await images.warm()
  return Store.inMemory(images.laidOut(images.complete(), at(start)))
}

describe('the day a world starts', () => {
  test.each([
    ['in winter', '2026-01-14T12:00:00Z', '2026-01-15T09:00:00.000Z'],
    ['in summer', '2026-07-14T12:00:00Z', '2026-07-15T08:00:00.000Z'],
    ['after the clocks change', '2026-03-29T12:00:00Z', '2026-03-30T08:00:00.000Z'],
    ['over a weekend', '2026-11-20T12:00:00Z', '2026-11-23T09:00:00.000Z'],
  ])('puts a clinic of 09:00 British time right %s', async (_when, start, expected) => {
    const store = await storeOn(start)
    expect(isoInstant(findSlot(store, 11000001)?.start as number)).toBe(expected)
  })

  test('gives a booking the times of its slot, which is taken', async () => {
    const store = await storeOn('2026-07-14T12:00:00Z')
    const slot = findSlot(store, 11002001)
    expect(slot).toMatchObject({ status: 'BOOKED', clinician: '021600556514' })
    expect(appointments.find(store, '70009')).toMatchObject({
      slotId: 11002001,
      start: '2026-07-15T08:30:00.000Z',
      end: '2026-07-15T09:00:00.000Z',
      clinician: '021600556514',
    })
  })

  test('every taken slot belongs to one booked appointment, and the other way round', async () => {
    const store = await storeOn('2026-07-14T12:00:00Z')
    const taken = store.all<{ id: number }>("SELECT id FROM slot WHERE status = 'BOOKED'")
    const booked = appointments.list(store).flatMap(({ slotId }) => slotId ?? [])
    expect(taken.map(({ id }) => id).sort()).toEqual(booked.sort())
  })

  test('puts referrals in the days before it', async () => {
    const store = await storeOn('2026-07-14T12:00:00Z')
    expect(isoInstant(referrals.find(store, '000000070000')?.created as number)).toBe(
      '2026-07-11T11:05:00.000Z',
    )
    const latest = Math.max(...referrals.list(store).map(({ updated }) => updated))
    expect(latest).toBeLessThan(at('2026-07-14T00:00:00Z'))
  })

  test('is not remembered as a plan', async () => {
    const store = await storeOn('2026-07-14T12:00:00Z')
    expect(store.one("SELECT name FROM setting WHERE name = 'plan'")).toBeUndefined()
  })
})

test('relative times follow the British clock', () => {
  expect(isoInstant(momentOf('-1d 09:30', '2026-03-30'))).toBe('2026-03-29T08:30:00.000Z')
  expect(isoInstant(momentOf('+2d 14:00', '2026-10-24'))).toBe('2026-10-26T14:00:00.000Z')
  expect(dateOf('+7d', '2026-12-28')).toBe('2027-01-04')
})

describe('images', () => {
  test('of the same specification and day are the same, byte for byte', async () => {
    const image = async () => {
      const images = new Images()
      await images.warm()
      return images.laidOut(images.complete(), at('2026-07-14T12:00:00Z'))
    }
    expect((await image()).equals(await image())).toBe(true)
  })

  test('have to be read before worlds are made of them', () => {
    expect(() => new Worlds(new Images())).toThrow(
      "the data set 'standard' with 0 synthetic patients was not read: await warm() first",
    )
  })

  test('of another folder hold what is in it', async () => {
    const store = await storeOn('2026-07-14T12:00:00Z', seedFolder(SMALL))
    expect(organisations.list(store).map(({ odsCode }) => odsCode)).toEqual(['T01'])
    expect(store.one('SELECT count(*) AS n FROM slot')).toEqual({ n: 60 })
  })

  test('of a folder that adds to the standard set hold both, the folder’s own first', async () => {
    const source = seedFolder({
      'seed.json': { extends: 'standard' },
      'organisations.json': [ORGANISATION, { ...ORGANISATION, odsCode: 'R68', name: 'Renamed' }],
    })
    const store = await storeOn('2026-07-14T12:00:00Z', source)
    expect(organisations.find(store, 'T01')?.name).toBe('Test Trust')
    expect(organisations.find(store, 'R68')?.name).toBe('Renamed')
    expect(organisations.find(store, 'R69')).toBeDefined()
  })

  test('are found by name from any folder', () => {
    expect(folderOf('standard')).toMatch(/seed[\\/]standard$/)
    expect(folderOf('mine', '/data')).toBe('/data/mine')
  })
})

describe('a world that is moved on', () => {
  test('always has free slots in the coming weeks', async () => {
    const images = new Images()
    await images.warm()
    const worlds = new Worlds(images, { start: at('2026-02-01T12:00:00Z'), frozen: true })
    const world = worlds.get('default')
    await world.advance(60 * 24 * 3_600_000)
    const now = world.clock.now()
    for (const { id, serviceId, priority } of clinics.list(world.store)) {
      const free = world.store.one<{ n: number }>(
        `SELECT count(*) AS n FROM slot WHERE service_id = ? AND priority = ? AND status = 'FREE'
         AND start_at BETWEEN ? AND ?`,
        serviceId,
        priority,
        now + 4 * 7 * 86_400_000,
        now + 6 * 7 * 86_400_000,
      )
      expect([id, (free?.n ?? 0) > 0]).toEqual([id, true])
    }
    await worlds.close()
  })

  test('starts anew from the same image', async () => {
    const images = new Images()
    await images.warm()
    const worlds = new Worlds(images, { start: at('2026-02-01T12:00:00Z'), frozen: true })
    referrals.remove(worlds.get('default').store, '000000070000')
    const again = await worlds.reset('default')
    expect(referrals.find(again.store, '000000070000')).toBeDefined()
    await worlds.close()
  })
})
