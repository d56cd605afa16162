import { beforeAll, describe, expect, test } from 'vitest'
import { isNhsNumber } from '../../../src/world/nhs-number.js'
import { createSchema } from '../../../src/world/schema.js'
import { synthesisePatients } from '../../../src/world/seed/synthetic/patients.js'
import { Store } from '../../../src/world/store.js'
import { organisations } from '../../../src/world/tables/organisation.js'
import type { Patient } from '../../../src/world/tables/patient.js'

async function people(number: number, patients: number): Promise<Patient[]> {
  const store = Store.inMemory()
  createSchema(store)
  organisations.save(store, {
    odsCode: 'Y12345',
    name: 'Practice',
    roles: ['GP_PRACTICE'],
    open: true,
    address: ['1 Street'],
    postcode: 'LS1 1AA',
  })
  await synthesisePatients(store, { source: 'standard', number, patients })
  return store
    .all<{ record: string }>('SELECT record FROM patient ORDER BY key')
    .map(({ record }) => JSON.parse(record))
}

describe('synthetic patients', () => {
  let many: Patient[]
  beforeAll(async () => {
    many = await people(1, 500)
  })

  test('are as many as asked for, with valid numbers of the test range', () => {
    expect(many).toHaveLength(500)
    for (const { nhsNumber } of many) {
      expect(isNhsNumber(nhsNumber)).toBe(true)
      expect(nhsNumber).toMatch(/^999/)
    }
  })

  test('are the same for the same seed number, others for another', async () => {
    expect(await people(1, 500)).toEqual(many)
    expect(await people(2, 500)).not.toEqual(many)
  })

  test('begin with the same people, however many there are', async () => {
    expect(await people(1, 20)).toEqual(many.slice(0, 20))
  })

  test('live at addresses of the English form, and their phones belong to nobody', () => {
    for (const { addresses, telecom } of many) {
      for (const { postcode, line } of addresses) {
        expect(postcode).toMatch(/^[A-Z]{1,2}\d{1,2} \d[ABDEFGHJLNPQRSTUWXYZ]{2}$/)
        expect(line.length).toBeLessThanOrEqual(5)
        expect(line[3]).not.toBe('')
        expect(line[0] || line[1]).not.toBe('')
      }
      for (const { system, value } of telecom)
        expect(value).toMatch(system === 'email' ? /@example\.com$/ : /^(07700900|01632960)\d{3}$/)
    }
  })

  test('are nearly all registered, at a practice of the world', () => {
    const registered = many.flatMap(({ practices }) => practices)
    expect(registered.length).toBeGreaterThan(480)
    expect(new Set(registered.map(({ odsCode }) => odsCode))).toEqual(new Set(['Y12345']))
  })

  test('have dates in a possible order', () => {
    for (const { birthDate = '', death, names, addresses } of many) {
      if (death) expect(death.date > birthDate).toBe(true)
      for (const { period } of [...names, ...addresses]) {
        expect((period?.start ?? '') >= birthDate).toBe(true)
        if (period?.end) expect(period.end >= (period.start ?? '')).toBe(true)
      }
    }
  })
})
