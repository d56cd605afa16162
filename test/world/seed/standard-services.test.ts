import { beforeAll, describe, expect, test } from 'vitest'
import { Images } from '../../../src/world/seed/images.js'
import { Store } from '../../../src/world/store.js'
import { conceptsOf, findConcept } from '../../../src/world/tables/concept.js'
import { healthcareServices } from '../../../src/world/tables/healthcare-service.js'
import { organisations } from '../../../src/world/tables/organisation.js'
import { findPatient } from '../../../src/world/tables/patient.js'
import { findSlot } from '../../../src/world/tables/slot.js'

let store: Store

beforeAll(async () => {
  const images = new Images()
  await images.warm()
  store = Store.inMemory(images.laidOut(images.complete(), Date.parse('2026-11-23T12:00:00Z')))
})

describe('organisations and patients', () => {
  test.each(['R69', 'R6901', 'R68', 'RCD', 'D82106', 'RBA', 'Y12345', 'A20047', 'H81109'])(
    '%s is open',
    (code) => {
      expect(organisations.find(store, code)?.open).toBe(true)
    },
  )

  test.each(['9912003888', '1000000001', '9462979626'])('patient %s is known', (number) => {
    expect(findPatient(store, number)).toBeDefined()
  })
})

describe('reference data', () => {
  test.each([
    ['SPECIALTY', 93],
    ['CLINIC-TYPE', 672],
    ['APPOINTMENT-CANCELLATION-REASON', 36],
    ['REFERRAL-CANCELLATION-REASON', 18],
    ['APPOINTMENT-NON-ATTENDANCE-REASON', 8],
    ['PRIORITY', 3],
  ] as const)('%s has %i codes', (set, count) => {
    expect(conceptsOf(store, set)).toHaveLength(count)
  })

  test('says what the published codes say', () => {
    expect(findConcept(store, 'PRIORITY', 'URGENT')).toMatchObject({
      display: 'urgent',
      deferToProviderContactDays: 10,
      triageContactDays: 5,
    })
    expect(findConcept(store, 'CLINIC-TYPE', 'HEART_FAILURE', 'CARDIOLOGY')).toBeDefined()
    expect(findConcept(store, 'APPOINTMENT-CANCELLATION-REASON', 'PATIENT_HOLIDAY')).toMatchObject({
      usage: 'CANCEL',
      businessFunctions: ['REFERRING_CLINICIAN_ADMIN', 'REFERRING_CLINICIAN'],
    })
  })
})

const DIRECT = ['11000', '11001', '11002', '11003', '11007', '11008', '11010', '11012', '11013']
const MORE_DIRECT = [
  '21012',
  '11021',
  '11030',
  '10000',
  '13000',
  '14000',
  '42',
  '50',
  '57',
  '2',
  '4',
]
const TWENTY = Array.from({ length: 20 }, (_, number) => String(12_000 + number))

describe('services', () => {
  test.each([...DIRECT, ...MORE_DIRECT, ...TWENTY])('%s is directly bookable', (id) => {
    expect(healthcareServices.find(store, id)?.bookable).toBe('DIRECTLY_BOOKABLE')
  })

  test.each(['11016', '11017', '50002'])('%s is indirectly bookable', (id) => {
    expect(healthcareServices.find(store, id)?.bookable).toBe('INDIRECTLY_BOOKABLE')
  })

  test.each(['11004', '11115', '50001', '51002', '50110'])('%s triages', (id) => {
    const service = healthcareServices.find(store, id)
    expect([service?.flows, service?.letterRequired]).toEqual([['TRIAGE_REQUEST'], true])
  })

  test.each(['11010', '11014'])('%s gives advice', (id) => {
    expect(healthcareServices.find(store, id)?.flows).toContain('ADVICE_AND_GUIDANCE_REQUEST')
  })

  test.each(['1', '3'])('%s is there', (id) => {
    expect(healthcareServices.find(store, id)).toBeDefined()
  })

  test.each(['5', '6'])('%s is not there', (id) => {
    expect(healthcareServices.find(store, id)).toBeUndefined()
  })
})

const SLOTS: readonly (readonly [string, string | null, readonly number[]])[] = [
  ['11000', '921600556514', Array.from({ length: 14 }, (_, at) => 11000001 + at)],
  ['11000', null, [11000015, 11000021, 11000022]],
  ['11002', '021600556514', [11002001, 11002011]],
  ['11008', '021600556514', [11008006]],
  ['12000', '921600556514', [12000001, 12000003, 12000004]],
  ['50', null, [410201, 410241]],
]

describe('slots', () => {
  test.each(
    SLOTS.flatMap(([service, clinician, ids]) =>
      ids.map((id) => [id, service, clinician] as const),
    ),
  )('%i belongs to service %s and clinician %s', (id, serviceId, clinician) => {
    expect(findSlot(store, id)).toMatchObject({ serviceId, clinician, usrn: `USRN-${id}` })
  })

  test('services 10000 and 11021 have none', () => {
    expect(
      store.one('SELECT count(*) AS n FROM slot WHERE service_id IN (?, ?)', '10000', '11021'),
    ).toEqual({ n: 0 })
  })
})
