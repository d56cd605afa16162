import { describe, expect, test } from 'vitest'
import { problemsOf } from './folder.js'

const REFERRAL = {
  ubrn: '000000000001',
  requestId: 'r.11111111-2222-4333-8444-555555555555',
  nhsNumber: '9912003888',
  created: '-2d 09:00',
  updated: '-1d 09:00',
  referringOrganisation: 'R69',
  commissioningRuleOrganisation: 'R69',
  referringClinician: '021600556514',
  createdBy: '021600556514',
  criteria: { priority: 'ROUTINE', ageAndGenderAppropriate: true },
  shortlist: ['11000'],
  letterIntention: 'NOT_INTENDING_TO_ADD',
  state: 'NOT_BOOKED',
}

const APPOINTMENT = {
  id: 71_000,
  version: 0,
  serviceId: '11000',
  status: 'booked',
  slotId: 11000001,
  created: '-2d 09:10',
}

const BOOKED = { ...REFERRAL, state: 'BOOKED', appointment: APPOINTMENT }

/** Problems of referrals that stand beside the standard set. */
const problemsWith = (...referrals: readonly object[]): Promise<string[]> =>
  problemsOf({ 'seed.json': { extends: 'standard' }, 'referrals.json': referrals })

const place = 'referrals.json, record 1 (000000000001)'

describe('checking referrals explains', () => {
  test('nothing where all is well', async () => {
    expect(await problemsWith(REFERRAL)).toEqual([])
    expect(await problemsWith(BOOKED)).toEqual([])
  })

  test.each([
    [
      'a moment that is not relative',
      { ...REFERRAL, created: '2026-01-01T09:00:00Z' },
      `${place}, created: expected days from the start and a British time, such as -3d 09:30, found '2026-01-01T09:00:00Z'`,
    ],
    [
      'an unknown patient',
      { ...REFERRAL, nhsNumber: '9999999999' },
      `${place}, nhsNumber: expected the key of a record in patients.json, found '9999999999'`,
    ],
    [
      'an unknown service on the shortlist',
      { ...REFERRAL, shortlist: ['11000', '5'] },
      `${place}, shortlist[1]: expected the key of a record in services.json, found '5'`,
    ],
    [
      'a clinic type of another specialty',
      {
        ...REFERRAL,
        criteria: { ...REFERRAL.criteria, specialty: 'UROLOGY', clinicType: 'HEART_FAILURE' },
      },
      `${place}, criteria.clinicType: expected the key of a record in reference-data/clinic-types.json, found 'UROLOGY/HEART_FAILURE'`,
    ],
    [
      'a state that needs an appointment',
      { ...REFERRAL, state: 'BOOKED' },
      `${place}, appointment: missing: expected an appointment, as every state but NOT_BOOKED has one`,
    ],
    [
      'a booking without slot and time',
      { ...BOOKED, appointment: { ...APPOINTMENT, slotId: undefined } },
      `${place}, appointment: expected a booking with 'slotId', or with 'at' where there is no slot, found an object`,
    ],
    [
      'a slot that no clinic publishes',
      { ...BOOKED, appointment: { ...APPOINTMENT, slotId: 7 } },
      `${place}, appointment.slotId: expected a known slot number, found 7`,
    ],
    [
      'a slot that another referral has',
      { ...BOOKED, appointment: { ...APPOINTMENT, slotId: 11002001 } },
      `${place}, appointment.slotId: expected its own booked slot, found 11002001, that of 000000070001`,
    ],
    [
      'an appointment number that another referral has',
      { ...BOOKED, appointment: { ...APPOINTMENT, id: 70_009 } },
      `${place}, appointment.id: expected its own appointment number, found 70009, that of 000000070001`,
    ],
    [
      'an unknown reason',
      {
        ...BOOKED,
        state: 'REJECTED',
        stateReason: { list: 'APPOINTMENT-CANCELLATION-REASON', code: 'RAIN' },
      },
      `${place}, stateReason.code: expected the key of a record in reference-data/appointment-cancellation-reasons.json, found 'RAIN'`,
    ],
  ])('%s', async (_name, referral, text) => {
    expect(await problemsWith(referral)).toEqual([text])
  })
})
