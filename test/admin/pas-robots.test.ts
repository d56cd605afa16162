import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { type Reply, request } from '../support/client.js'

const NOW = Date.parse('2026-06-01T06:00:00Z')
const ROBOT = '999000000201'
const SERVICE = '11000'

let sandbox: RunningSandbox
let url = ''
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: NOW, frozen: true } })
})
beforeEach(() => {
  url = `${sandbox.world(`pas-robots-${++count}`).url}/_sandbox`
})
afterAll(() => sandbox.close())

const call = (method: string, path: string, body?: object): Promise<Reply> =>
  request(`${url}${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })

const slot = { start: '2026-06-05T08:00:00Z', end: '2026-06-05T08:20:00Z' }

describe('simulated hospitals by the control API', () => {
  test('lists them, with the services whose clinics they keep', async () => {
    await call('PUT', `/services/${SERVICE}/pas`, { asid: ROBOT })
    expect((await call('GET', '/robots/pas')).json).toEqual([
      {
        asid: ROBOT,
        partyKey: 'RBT-900001',
        odsCode: 'RBT',
        release: '3.1.09',
        services: [SERVICE],
      },
      {
        asid: '999000000202',
        partyKey: 'RBT-900002',
        odsCode: 'RBT',
        release: '2.3',
        services: [],
      },
    ])
  })

  test('a system whose endpoints have their address is one of them', async () => {
    const added = await call('POST', '/sds/systems', {
      odsCode: 'RZZ',
      preset: 'HOSPITAL',
      address: 'sandbox:pas-robot',
    })
    expect(added.status, added.text).toBe(201)
    const known = (await call('GET', '/robots/pas')).json
    expect(known.map(({ odsCode }: { odsCode: string }) => odsCode)).toEqual(['RBT', 'RBT', 'RZZ'])
  })

  test('adds slots to the diary of its services', async () => {
    await call('PUT', `/services/${SERVICE}/pas`, { asid: ROBOT })
    const made = await call('POST', `/robots/pas/${ROBOT}/slots`, {
      serviceId: SERVICE,
      slots: [{ ...slot, priority: 'URGENT' }],
    })
    expect(made.status, made.text).toBe(201)
    const [added] = made.json
    expect(added).toMatchObject({ state: 'FREE', start: '2026-06-05T08:00:00.000Z' })
    const path = `/robots/pas/${ROBOT}/diary?service=${SERVICE}&state=FREE&limit=1000`
    expect((await call('GET', path)).json).toContainEqual(added)
  })

  const REFUSED: readonly (readonly [string, number, string, object])[] = [
    [
      'slots of a service that it does not keep',
      422,
      'slots',
      { serviceId: '11002', slots: [slot] },
    ],
    [
      'a slot that ends before it starts',
      422,
      'slots',
      { serviceId: SERVICE, slots: [{ ...slot, end: slot.start }] },
    ],
    ['no slot to withdraw', 400, 'withdrawals', { usrns: [] }],
    ['a slot that is no UUID', 400, 'withdrawals', { usrns: ['one'] }],
    ['an unknown reason for cancelling', 400, 'cancellations', { ubrn: '1', reason: '99' }],
    ['an unknown reason for not coming', 400, 'absences', { missed: [{ ubrn: '1', reason: '7' }] }],
  ]

  test.each(REFUSED)('refuses %s with %i', async (_, status, what, body) => {
    expect((await call('POST', `/robots/pas/${ROBOT}/${what}`, body)).status).toBe(status)
  })

  test('does not know other systems', async () => {
    for (const what of ['diary', 'messages'])
      expect((await call('GET', `/robots/pas/200000000117/${what}`)).status).toBe(404)
    const done = await call('POST', '/robots/pas/200000000117/cancellations', { ubrn: '1' })
    expect(done.status).toBe(404)
  })
})

describe('orders for simulated hospitals', () => {
  test('are made, listed and taken back, one or all', async () => {
    const order = {
      asid: ROBOT,
      message: 'requestAppointment',
      times: 2,
      behaviour: { kind: 'SLOW', seconds: 5 },
    }
    const first = await call('POST', '/robots/pas/orders', order)
    expect(first.status, first.text).toBe(201)
    expect(first.json).toEqual({ id: '1', ...order })
    await call('POST', '/robots/pas/orders', { behaviour: { kind: 'SILENT' } })
    expect((await call('GET', '/robots/pas/orders')).json).toHaveLength(2)
    expect((await call('DELETE', '/robots/pas/orders/1')).status).toBe(204)
    expect((await call('DELETE', '/robots/pas/orders/1')).status).toBe(404)
    expect((await call('DELETE', '/robots/pas/orders')).status).toBe(204)
    expect((await call('GET', '/robots/pas/orders')).json).toEqual([])
  })

  test('the behaviours are listed, each with what it heeds', async () => {
    const { json } = await call('GET', '/robots/pas/behaviours')
    expect(Object.keys(json)).toHaveLength(16)
    expect(json.REJECTS).toMatchObject({ heeds: ['reason', 'text'] })
  })

  test.each([
    ['an unknown behaviour', 400, { behaviour: { kind: 'DANCES' } }],
    ['an unknown reason', 400, { behaviour: { kind: 'REJECTS', reason: '3' } }],
    [
      'a message that hospitals are not sent',
      400,
      { message: 'didNotAttend', behaviour: { kind: 'SILENT' } },
    ],
    [
      'a system that is no simulated hospital',
      422,
      { asid: '200000000117', behaviour: { kind: 'SILENT' } },
    ],
    ['an unknown service', 422, { serviceId: '0', behaviour: { kind: 'SILENT' } }],
    ['what a behaviour does not heed', 422, { behaviour: { kind: 'SILENT', seconds: 3 } }],
  ])('refuses %s with %i', async (_, status, body) => {
    expect((await call('POST', '/robots/pas/orders', body)).status).toBe(status)
  })
})
