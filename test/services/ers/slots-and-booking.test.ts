import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { ErsClient, GP, type Reply, refusal } from '../../support/client.js'
import {
  booking,
  COMM_RULE,
  proposal,
  type SlotResource,
  slotQuery,
} from '../../support/ers-bodies.js'
import { book, freeSlots, onWorklist, refer, stateOf } from '../../support/ers-steps.js'
import { control } from './documents/support.js'

const START = Date.parse('2026-06-01T06:00:00Z')
const SERVICE = '11000'

let sandbox: RunningSandbox
let world: SandboxWorld
let gp: ErsClient

beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: START, frozen: true } })
  world = sandbox.world()
})
beforeEach(async () => {
  await world.reset()
  gp = new ErsClient(world, GP)
})
afterAll(() => sandbox.close())

describe('A015', () => {
  test('shows free slots in order of time, with the schedules they belong to', async () => {
    const answer = await gp.get(`/STU3/Slot?${slotQuery(SERVICE)}`, COMM_RULE)
    const slots = await freeSlots(gp, SERVICE)
    const starts = slots.map(({ start }) => start)
    expect(starts).toEqual([...starts].sort())
    expect(starts.every((start) => Date.parse(start) > START)).toBe(true)
    const schedules = answer.json.entry.filter(
      (one: { search: { mode: string } }) => one.search.mode === 'include',
    )
    expect(new Set(slots.map(({ schedule }) => schedule.reference)).size).toBe(schedules.length)
    expect(answer.json.entry.at(-1).search.mode).toBe('include')
  })

  test('pages, with links in the published order of parameters', async () => {
    const first = await gp.get(
      `/STU3/Slot?${slotQuery(SERVICE, { _count: '2', foo: 'x' })}`,
      COMM_RULE,
    )
    const base = `${world.url}/referrals/FHIR/STU3/Slot?schedule.actor%3AHealthcareService=${SERVICE}&appointmentType=ROUTINE&_count=2&status=free&_include=Slot%3Aschedule&page=`
    expect(first.json.link).toEqual([
      { relation: 'self', url: `${base}1` },
      { relation: 'next', url: `${base}2` },
    ])
    const second = await gp.get(
      `/STU3/Slot?${slotQuery(SERVICE, { _count: '2', page: '2' })}`,
      COMM_RULE,
    )
    expect(second.json.link.map((one: { relation: string }) => one.relation)).toEqual([
      'self',
      'previous',
      'next',
    ])
    expect(second.json.entry[0].resource.id).not.toBe(first.json.entry[0].resource.id)
    expect(second.json.total).toBe(first.json.total)
  })

  test('a service without slots has an empty first page and no second', async () => {
    const first = await gp.get(`/STU3/Slot?${slotQuery('10000')}`, COMM_RULE)
    expect([first.status, first.json.total, first.json.entry]).toEqual([200, 0, []])
    const second = await gp.get(`/STU3/Slot?${slotQuery('10000', { page: '2' })}`, COMM_RULE)
    expect(refusal(second)).toEqual([400, 'INVALID_VALUE'])
    expect(second.json.issue[0].diagnostics).toBe("'Page Number' (2) is invalid.")
  })

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['no service', { 'schedule.actor:HealthcareService': '' }, COMM_RULE, 'MISSING_PARAMETER'],
    ['no page', { page: '' }, COMM_RULE, 'MISSING_PARAMETER'],
    ['no commissioning rule organisation', {}, {}, 'MISSING_HEADER'],
    ['a status that is none', { status: 'vacant' }, COMM_RULE, 'INVALID_CODE'],
    ['a status other than free', { status: 'busy' }, COMM_RULE, 'INVALID_VALUE'],
    ['an unknown priority', { appointmentType: 'SOON' }, COMM_RULE, 'INVALID_CODE'],
    ['a page of none', { _count: '0' }, COMM_RULE, 'INVALID_VALUE'],
    ['a page of too many', { _count: '101' }, COMM_RULE, 'INVALID_VALUE'],
    ['a page that is no number', { page: 'one' }, COMM_RULE, 'INVALID_VALUE'],
    [
      'an unknown clinician',
      { 'schedule.actor:Practitioner': '999999999999' },
      COMM_RULE,
      'INVALID_VALUE',
    ],
    ['an unknown organisation', {}, { 'NHSD-eRS-Comm-Rule-Org': 'ZZZ99' }, 'INVALID_VALUE'],
    [
      'an unknown service',
      { 'schedule.actor:HealthcareService': '99999' },
      COMM_RULE,
      'REFERENCE_NOT_FOUND',
    ],
    [
      'a triage service',
      { 'schedule.actor:HealthcareService': '11004' },
      COMM_RULE,
      'INVALID_STATE',
    ],
    [
      'an indirectly bookable service',
      { 'schedule.actor:HealthcareService': '50002' },
      COMM_RULE,
      'INVALID_STATE',
    ],
  ])('refuses %s', async (_what, query, headers, code) => {
    const answer = await gp.get(`/STU3/Slot?${slotQuery(SERVICE, query)}`, headers)
    expect(refusal(answer)).toEqual([400, code])
  })

  test('goes on publishing as the clock moves', async () => {
    await world.clock.advance(60 * 24 * 3_600_000)
    gp = new ErsClient(world, GP)
    const slots = await freeSlots(gp, SERVICE)
    expect(slots.length).toBeGreaterThan(0)
    expect(Date.parse(slots[0]?.start ?? '')).toBeGreaterThan(world.clock.now().getTime())
  })
})

describe('A016 answers a booking', () => {
  test('with its times as they were written; whoever reads it later has them in UTC', async () => {
    const referral = await refer(gp)
    const [slot] = (await freeSlots(gp, SERVICE)) as [SlotResource]
    const summer = (at: string) =>
      new Date(Date.parse(at) + 3_600_000).toISOString().replace('.000Z', '+01:00')
    const written = { ...slot, start: summer(slot.start), end: summer(slot.end) }
    const booked = await book(gp, referral, SERVICE, written)
    expect(booked.status, booked.text).toBe(201)
    expect(booked.json).toMatchObject({ start: written.start, end: written.end })
    const read = await gp.get(`/STU3/Appointment/${booked.json.id}`)
    expect(read.json).toMatchObject({ start: slot.start, end: slot.end })
    const { json } = await gp.get(`/STU3/ReferralRequest/${referral.json.id}`)
    const contained = json.contained.find(({ id }: { id: string }) => id === 'appointment')
    expect(contained).toMatchObject({ start: slot.start, end: slot.end })
  })
})

/** The same booking at another service. */
const at =
  (value: string) =>
  ({ participant: [, ...rest] }: ReturnType<typeof booking>) => ({
    participant: [
      {
        actor: { identifier: { system: 'http://fhir.nhs.net/Id/ers-service', value } },
        status: 'accepted',
      },
      ...rest,
    ],
  })

describe('A016 refuses a booking', () => {
  let referral: Reply
  let slot: SlotResource

  beforeEach(async () => {
    referral = await refer(gp)
    slot = (await freeSlots(gp, SERVICE))[0] as SlotResource
  })

  const body = (edit: (body: ReturnType<typeof booking>) => object = () => ({})) => {
    const whole = booking(
      { ubrn: referral.json.id, version: referral.json.meta.versionId, service: SERVICE },
      slot,
    )
    return { ...whole, ...edit(whole) }
  }
  const send = (edit?: (body: ReturnType<typeof booking>) => object) =>
    gp.post('/STU3/Appointment', body(edit))

  test.each<[string, (whole: ReturnType<typeof booking>) => object, number, string | undefined]>([
    [
      'of an unknown referral',
      () => ({ incomingReferral: [{ reference: 'ReferralRequest/000099999999/_history/1' }] }),
      422,
      'REFERENCE_NOT_FOUND',
    ],
    [
      'of a version that is not current',
      ({ incomingReferral: [one] }) => ({
        incomingReferral: [{ reference: one?.reference.replace(/\d+$/, '77') }],
      }),
      409,
      undefined,
    ],
    [
      'into an unknown slot',
      () => ({ slot: [{ reference: 'Slot/1' }] }),
      422,
      'REFERENCE_NOT_FOUND',
    ],
    ['at other times than the slot’s', ({ start }) => ({ end: start }), 422, 'INAPPROPRIATE_VALUE'],
    ['without a slot', () => ({ slot: undefined }), 422, 'MISSING_VALUE'],
    ['with a malformed slot', () => ({ slot: [{ reference: 'Slot/one' }] }), 422, 'INVALID_VALUE'],
    ['with another description', () => ({ description: 'Appointment' }), 422, 'INVALID_VALUE'],
    [
      'with a status that is neither booked nor proposed',
      () => ({ status: 'arrived' }),
      422,
      'INVALID_VALUE',
    ],
    ['without a status', () => ({ status: undefined }), 422, 'MISSING_VALUE'],
    ['with a date without time', () => ({ start: '2026-06-02' }), 422, 'INVALID_VALUE'],
    ['with an unknown member', () => ({ colour: 'red' }), 422, 'INVALID_VALUE'],
    ['without participants', () => ({ participant: undefined }), 422, 'MISSING_VALUE'],
    [
      'without the patient',
      ({ participant }) => ({ participant: [participant[0]] }),
      422,
      'MISSING_VALUE',
    ],
    [
      'of another patient',
      ({ participant: [service, , ...rest] }) => ({
        participant: [
          service,
          {
            actor: {
              identifier: { system: 'http://fhir.nhs.net/Id/nhs-number', value: '1000000001' },
            },
            status: 'accepted',
          },
          ...rest,
        ],
      }),
      422,
      'INAPPROPRIATE_VALUE',
    ],
    ['at a service that is not on the shortlist', at('11001'), 422, 'INAPPROPRIATE_VALUE'],
    ['at a service that never was', at('99999'), 422, 'INAPPROPRIATE_VALUE'],
    [
      'with another clinician than the slot’s',
      ({ participant: [service, patient] }) => ({
        participant: [
          service,
          patient,
          {
            actor: {
              identifier: { system: 'http://fhir.nhs.net/Id/sds-user-id', value: '103264994981' },
            },
            status: 'accepted',
          },
        ],
      }),
      422,
      'INAPPROPRIATE_VALUE',
    ],
  ])('%s', async (_what, edit, status, code) => {
    expect(refusal(await send(edit))).toEqual([status, code])
    expect((await freeSlots(gp, SERVICE)).map(({ id }) => id)).toContain(slot.id)
  })

  test('of a referral that is booked already', async () => {
    const [first, second] = (await freeSlots(gp, SERVICE)) as [SlotResource, SlotResource]
    await book(gp, referral, SERVICE, first)
    const current = await gp.get(`/STU3/ReferralRequest/${referral.json.id}`)
    expect(refusal(await book(gp, current, SERVICE, second))).toEqual([
      422,
      'INVALID_REQUEST_STATE',
    ])
  })

  test('into a slot that has gone by', async () => {
    await world.clock.advanceTo(new Date(Date.parse(slot.start) + 60_000))
    gp = new ErsClient(world, GP)
    expect(refusal(await send())).toEqual([422, 'INAPPROPRIATE_SLOT'])
  })

  test('at an indirectly bookable or triage service', async () => {
    const triage = await refer(gp, { services: ['11004'], letter: 'NEED_TO_ADD_LATER' })
    const answer = await gp.post(
      '/STU3/Appointment',
      booking(
        { ubrn: triage.json.id, version: triage.json.meta.versionId, service: '11004' },
        slot,
      ),
    )
    expect(refusal(answer)).toEqual([422, 'INVALID_STATE'])
  })
})

describe('A016 defers to the provider', () => {
  const defer = (referral: Reply, service: string, reason: string, more: object = {}) =>
    gp.post(
      '/STU3/Appointment',
      proposal(
        { ubrn: referral.json.id, version: referral.json.meta.versionId, service },
        reason,
        more,
      ),
    )

  test('when the service has no slots, and the worklist of slot issues shows it', async () => {
    const referral = await refer(gp, { services: ['11021'], letter: 'NEED_TO_ADD_LATER' })
    const deferred = await defer(referral, '11021', 'NO_SLOTS_AT_SERVICE', {
      comment: 'None at all',
    })
    expect(deferred.status, deferred.text).toBe(201)
    expect(deferred.json).toMatchObject({ status: 'proposed', comment: 'None at all' })
    expect(deferred.json).not.toHaveProperty('start')
    const after = await gp.get(`/STU3/ReferralRequest/${referral.json.id}`)
    expect(stateOf(after)).toBe('DEFERRED_TO_PROVIDER')
    expect(await onWorklist(gp, 'AWAITING_BOOKING')).toContain(referral.json.id)
  })

  test('but not while slots are free', async () => {
    expect(refusal(await defer(await refer(gp), SERVICE, 'NO_SLOTS_AT_SERVICE'))).toEqual([
      422,
      'SLOTS_CURRENTLY_AVAILABLE',
    ])
  })

  test('because of a slot only when that slot is taken', async () => {
    const [slot] = (await freeSlots(gp, SERVICE)) as [SlotResource]
    const named = { slot: [{ reference: `Slot/${slot.id}` }] }
    const referral = await refer(gp)
    expect(refusal(await defer(referral, SERVICE, 'SLOT_NOT_AVAILABLE', named))).toEqual([
      422,
      'THIS_SLOT_IS_AVAILABLE',
    ])
    expect(refusal(await defer(referral, SERVICE, 'SLOT_NOT_AVAILABLE'))).toEqual([
      422,
      'MISSING_VALUE',
    ])
    await book(gp, await refer(gp), SERVICE, slot)
    const deferred = await defer(referral, SERVICE, 'SLOT_NOT_AVAILABLE', named)
    expect(deferred.status, deferred.text).toBe(201)
    expect(deferred.json).not.toHaveProperty('slot')
  })

  test.each(['ERRORS', 'REFUSES'])(
    'because the hospital refuses that slot: %s',
    async (behaviour) => {
      const [slot] = (await freeSlots(gp, SERVICE)) as [SlotResource]
      const [referral, other] = [await refer(gp), await refer(gp)]
      const order = async (sent: string) => {
        const done = await control(world.url, 'PUT', `/services/${SERVICE}/pas`, {
          behaviour: sent,
        })
        expect(done.status).toBe(204)
      }
      await order(behaviour)
      expect((await book(gp, referral, SERVICE, slot)).status).toBeGreaterThanOrEqual(422)
      await order('ACCEPTS')
      const named = { slot: [{ reference: `Slot/${slot.id}` }] }
      expect(refusal(await defer(other, SERVICE, 'SLOT_NOT_AVAILABLE', named))).toEqual([
        422,
        'THIS_SLOT_IS_AVAILABLE',
      ])
      const deferred = await defer(referral, SERVICE, 'SLOT_NOT_AVAILABLE', named)
      expect(deferred.status, deferred.text).toBe(201)
    },
  )

  test('but not because of a slot about which the hospital said nothing', async () => {
    const [slot] = (await freeSlots(gp, SERVICE)) as [SlotResource]
    const referral = await refer(gp)
    await control(world.url, 'PUT', `/services/${SERVICE}/pas`, { behaviour: 'TIMES_OUT' })
    expect((await book(gp, referral, SERVICE, slot)).status).toBe(504)
    const named = { slot: [{ reference: `Slot/${slot.id}` }] }
    expect(refusal(await defer(referral, SERVICE, 'SLOT_NOT_AVAILABLE', named))).toEqual([
      422,
      'THIS_SLOT_IS_AVAILABLE',
    ])
    expect((await defer(referral, SERVICE, 'BOOKING_ATTEMPT_PROBLEM')).status).toBe(201)
  })

  test('never with a slot for another reason, nor with times', async () => {
    const [slot] = (await freeSlots(gp, SERVICE)) as [SlotResource]
    const referral = await refer(gp)
    const withSlot = { slot: [{ reference: `Slot/${slot.id}` }] }
    expect(refusal(await defer(referral, SERVICE, 'BOOKING_ATTEMPT_PROBLEM', withSlot))).toEqual([
      422,
      'INAPPROPRIATE_VALUE',
    ])
    expect(
      refusal(await defer(referral, SERVICE, 'BOOKING_ATTEMPT_PROBLEM', { start: slot.start })),
    ).toEqual([422, 'INAPPROPRIATE_VALUE'])
  })

  test('to a triage service only for triage, and the other way round', async () => {
    const triage = await refer(gp, { services: ['11004'], letter: 'NEED_TO_ADD_LATER' })
    expect(refusal(await defer(triage, '11004', 'NO_SLOTS_AT_SERVICE'))).toEqual([
      422,
      'INAPPROPRIATE_VALUE',
    ])
    expect(refusal(await defer(await refer(gp), SERVICE, 'TRIAGE'))).toEqual([
      422,
      'INAPPROPRIATE_VALUE',
    ])
    const sent = await defer(triage, '11004', 'TRIAGE')
    expect([sent.status, sent.headers.get('etag')]).toEqual([201, 'W/"1"'])
    expect(stateOf(await gp.get(`/STU3/ReferralRequest/${triage.json.id}`))).toBe('AWAITING_TRIAGE')
  })

  test.each([
    ['an unknown reason', 'BORED', {}, 'INVALID_CODE'],
    [
      'a comment that is too long',
      'BOOKING_ATTEMPT_PROBLEM',
      { comment: 'x'.repeat(1001) },
      'INVALID_VALUE',
    ],
  ])('not for %s', async (_what, reason, more, code) => {
    expect(refusal(await defer(await refer(gp), SERVICE, reason, more))).toEqual([422, code])
  })
})
