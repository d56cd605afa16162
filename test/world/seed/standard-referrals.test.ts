import { beforeAll, describe, expect, test } from 'vitest'
import { Images } from '../../../src/world/seed/images.js'
import { Store } from '../../../src/world/store.js'
import { appointments } from '../../../src/world/tables/appointment.js'
import { findAttachment } from '../../../src/world/tables/attachment.js'
import { referrals } from '../../../src/world/tables/referral.js'
import { nextInSequence } from '../../../src/world/tables/sequence.js'

let store: Store

beforeAll(async () => {
  const images = new Images()
  await images.warm()
  store = Store.inMemory(images.laidOut(images.complete(), Date.parse('2026-11-23T12:00:00Z')))
})

describe('referrals', () => {
  test.each([
    ['000000070000', 'NOT_BOOKED', 1],
    ['000000070001', 'BOOKED', 1],
    ['000000070002', 'BOOKED', 1],
    ['000000070003', 'DEFERRED_TO_PROVIDER', 1],
    ['000000070004', 'TRIAGED_PROVIDER_TO_ACTION', 4],
    ['000000070005', 'BOOKED', 0],
    ['000000070011', 'BOOKED', 1],
    ['000000070012', 'NOT_BOOKED', 3],
  ])('%s is %s at version 5 with %i documents', (ubrn, state, documents) => {
    const referral = referrals.find(store, ubrn)
    expect(referral).toMatchObject({ state, version: 5, nhsNumber: '9912003888' })
    expect(referral?.documents).toHaveLength(documents)
  })

  test.each(['06', '07', '08', '09', '10'])('0000000700%s is there', (end) => {
    expect(referrals.find(store, `0000000700${end}`)).toBeDefined()
  })

  test('000000068002 waits for its letter', () => {
    expect(referrals.find(store, '000000068002')).toMatchObject({
      state: 'NOT_BOOKED',
      letterIntention: 'NEED_TO_ADD_LATER',
      referringClinician: '021600556513',
    })
  })

  test.each([
    ['70000', 'booked', '50'],
    ['70001', 'booked', '50002'],
    ['70002', 'proposed', '50'],
    ['70003', 'proposed', '50110'],
    ['70004', 'proposed', '50110'],
    ['70005', 'proposed', '50'],
    ['70006', 'cancelled', '50'],
    ['70007', 'booked', '50'],
    ['70008', 'booked', '50'],
    ['70009', 'booked', '11002'],
  ])('appointment %s is %s at service %s', (id, status, serviceId) => {
    expect(appointments.find(store, id)).toMatchObject({ status, serviceId })
  })

  test('each appointment is that of its referral', () => {
    for (const appointment of appointments.list(store))
      expect(referrals.find(store, appointment.ubrn)).toMatchObject({
        appointmentId: appointment.id,
        currentService: appointment.serviceId,
      })
  })

  test('files have the published ids, and those of a referral are linked to it', () => {
    for (const id of [
      '19eb7224-dff3-4730-a5cb-67eac811f1a5',
      '719f6045-e791-4029-8e0f-1201c02b0a55',
      'e1015896-92f4-4073-ad3c-5f30fca76448',
    ])
      expect(findAttachment(store, id)?.size).toBeGreaterThan(0)
    for (const { ubrn, documents } of referrals.list(store))
      for (const { attachmentId } of documents)
        expect(findAttachment(store, attachmentId)?.linkedTo).toBe(ubrn)
  })

  test('one has files that cannot be opened', () => {
    const documents = referrals.find(store, '000000070012')?.documents ?? []
    expect(
      documents.map(({ attachmentId }) => findAttachment(store, attachmentId)?.status),
    ).toEqual(['PENDING', 'THREATS_FOUND', 'VALIDATION_FAILED'])
  })
})

test('new numbers begin above those of the set', () => {
  expect(nextInSequence(store, 'ubrn')).toBe(80_000)
  expect(nextInSequence(store, 'appointment')).toBe(80_000)
  expect(nextInSequence(store, 'document')).toBe(90_000)
  expect(nextInSequence(store, 'slot')).toBeGreaterThan(20_000_000)
})
