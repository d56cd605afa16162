import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SlotPoll } from '../../../../src/world/tables/slot-poll.js'
import { GP } from '../../../support/client.js'
import { book, freeSlots, refer } from '../../../support/ers-steps.js'
import { FakePas, hour, NOW, type Opened, openSandbox, PAS, SERVICE, slotAt } from './support.js'

let opened: Opened
let pas: FakePas
let count = 0

beforeAll(async () => {
  opened = await openSandbox()
})
beforeEach(async () => {
  pas = await FakePas.open(opened, `polling-${++count}`)
})
afterAll(() => opened.close())

const MINUTE = 60_000
const path = `/services/${SERVICE}/pas`
const polls = async (): Promise<SlotPoll[]> =>
  (await pas.control('GET', `/services/${SERVICE}/polls`)).json
const shown = async () => (await freeSlots(pas.gp, SERVICE)).map(({ id }) => id)
const usrnsShown = async () => (await shown()).map((id) => pas.slot(Number(id))?.usrn)

describe('connecting a service to a PAS', () => {
  test('takes the sandbox’s own slots away and asks at once', async () => {
    expect(await shown()).not.toEqual([])
    await pas.control('PUT', path, { asid: PAS })
    expect(await shown()).toEqual([])
    await pas.world.advance(0)
    expect(pas.of('POLL')).toHaveLength(1)
    expect((await polls())[0]).toMatchObject({
      asid: PAS,
      from: '2026-05-31T23:00:00.000Z',
      to: '2026-07-12T23:00:00.000Z',
      state: 'WAITING',
    })
  })

  test.each([
    ['an unknown system', { asid: '123456789012' }, 422],
    ['a system without eBooking', { asid: '200000000118' }, 422],
    ['an ASID that is none', { asid: '12' }, 400],
    ['a release that there is not', { asid: PAS, release: '9' }, 400],
    ['an interval of no minutes', { asid: PAS, pollingInterval: 0 }, 400],
  ])('is refused for %s', async (_, body, status) => {
    expect((await pas.control('PUT', path, body)).status).toBe(status)
  })

  test('is refused for a service that there is not', async () => {
    expect((await pas.control('PUT', '/services/none/pas', { asid: PAS })).status).toBe(404)
    expect((await pas.control('DELETE', '/services/none/pas')).status).toBe(404)
    expect((await pas.control('GET', '/services/none/polls')).status).toBe(404)
  })

  test('ends when it is deleted: the sandbox answers for itself', async () => {
    await pas.connect()
    const refused = await pas.control('PUT', path, { behaviour: 'ERRORS' })
    expect(refused.status).toBe(409)
    expect((await pas.control('DELETE', path)).status).toBe(204)
    expect((await pas.control('PUT', path, { behaviour: 'ACCEPTS' })).status).toBe(204)
    const [slot] = await freeSlots(pas.gp, SERVICE)
    if (!slot) throw new Error('no slot')
    expect((await book(pas.gp, await refer(pas.gp), SERVICE, slot)).status).toBe(201)
    expect(pas.of('BOOK')).toEqual([])
    expect((await pas.control('POST', `/services/${SERVICE}/polls`)).status).toBe(409)
    await pas.world.advance(hour)
    expect(pas.of('POLL')).toHaveLength(1)
  })
})

describe('polling', () => {
  test('comes again after the interval, and on demand', async () => {
    await pas.connect()
    await pas.world.advance(30 * MINUTE - 1)
    expect(pas.of('POLL')).toHaveLength(1)
    await pas.world.advance(1)
    expect(pas.of('POLL')).toHaveLength(2)
    expect((await pas.control('POST', `/services/${SERVICE}/polls`)).status).toBe(201)
    expect(pas.of('POLL')).toHaveLength(3)
  })

  test('has the range and the interval of the service', async () => {
    await pas.control('PUT', path, { asid: PAS, pollingDays: 7, pollingInterval: 5 })
    await pas.world.advance(5 * MINUTE)
    expect(pas.of('POLL')).toHaveLength(2)
    expect((await polls())[0]).toMatchObject({ to: '2026-06-07T23:00:00.000Z' })
  })

  test('replaces the free slots; a slot keeps its number', async () => {
    await pas.connect([slotAt(1), slotAt(2)])
    const [first, second] = await shown()
    await pas.control('POST', `/services/${SERVICE}/polls`)
    pas.offer([slotAt(2), slotAt(3)])
    const after = await shown()
    expect(after).toHaveLength(2)
    expect(after).toContain(second)
    expect(after).not.toContain(first)
    await pas.control('POST', `/services/${SERVICE}/polls`)
    pas.offer([slotAt(1)])
    expect(await shown()).toEqual([first])
  })

  test('an answer without slots empties the period', async () => {
    await pas.connect()
    await pas.control('POST', `/services/${SERVICE}/polls`)
    pas.offer([])
    expect(await shown()).toEqual([])
  })

  test('leaves slots alone that are held or booked', async () => {
    await pas.connect()
    const [one, two] = await freeSlots(pas.gp, SERVICE)
    if (!one || !two) throw new Error('no slots')
    const first = book(pas.gp, await refer(pas.gp), SERVICE, one)
    pas.answer(await pas.asked('BOOK'), { state: 'CONFIRMED' })
    await first
    const second = book(pas.gp, await refer(pas.gp), SERVICE, two)
    const asked = await pas.asked('BOOK', 2)
    await pas.control('POST', `/services/${SERVICE}/polls`)
    pas.offer([])
    expect([one, two].map(({ id }) => pas.slot(Number(id))?.status)).toEqual(['BOOKED', 'HELD'])
    pas.answer(asked, { state: 'CONFIRMED' })
    expect((await second).status).toBe(201)
  })

  test('decides about a slot whose booking was never answered', async () => {
    await pas.connect([slotAt(1)])
    const [slot] = await freeSlots(pas.gp, SERVICE)
    if (!slot) throw new Error('no slot')
    const booking = book(pas.gp, await refer(pas.gp), SERVICE, slot)
    await pas.asked('BOOK')
    await pas.world.advance(2 * MINUTE)
    await booking
    await pas.control('POST', `/services/${SERVICE}/polls`)
    pas.offer([slotAt(1)])
    expect(await shown()).toEqual([slot.id])
  })

  test('leaves out what is past, out of the period, named twice, or another service’s', async () => {
    await pas.connect()
    await pas.control('PUT', '/services/11010/pas', { asid: PAS })
    await pas.world.advance(0)
    const odd = pas.offer([
      slotAt(1),
      slotAt(5),
      slotAt(5),
      slotAt(6, { start: NOW - hour, end: NOW }),
      slotAt(7, { start: NOW + 50 * 24 * hour, end: NOW + 50 * 24 * hour + hour }),
    ])
    expect(odd.map(({ oddity }) => oddity)).toEqual([
      'OTHER_SERVICE',
      'TWICE',
      'PAST',
      'OUT_OF_PERIOD',
    ])
    expect((await freeSlots(pas.gp, '11010')).map(({ id }) => pas.slot(Number(id))?.usrn)).toEqual([
      slotAt(5).usrn,
    ])
    expect(await usrnsShown()).toEqual([slotAt(1).usrn, slotAt(2).usrn])
  })

  test('notices another USRN for the same time', async () => {
    await pas.connect([slotAt(1)])
    await pas.control('POST', `/services/${SERVICE}/polls`)
    const again = { ...slotAt(1), usrn: slotAt(9).usrn }
    expect(pas.offer([again])).toEqual([{ usrn: again.usrn, oddity: 'USRN_CHANGED' }])
  })

  test('without an answer leaves the slots as they are', async () => {
    await pas.connect()
    await pas.control('POST', `/services/${SERVICE}/polls`)
    await pas.world.advance(10 * MINUTE - 1)
    expect(pas.of('POLL_UNANSWERED')).toEqual([])
    await pas.world.advance(1)
    expect(pas.of('POLL_UNANSWERED')).toHaveLength(1)
    expect((await polls()).map(({ state }) => state)).toContain('UNANSWERED')
    const later = await freeSlots(pas.client(GP), SERVICE)
    expect(later.map(({ id }) => pas.slot(Number(id))?.usrn)).toEqual([
      slotAt(1).usrn,
      slotAt(2).usrn,
    ])
  })
})
