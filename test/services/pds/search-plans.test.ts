import { describe, expect, test, vi } from 'vitest'
import { samePerson } from '../../../src/services/pds/domain/create/find-matches.js'
import { mergedInto } from '../../../src/world/tables/patient.js'
import type { World } from '../../../src/world/world.js'
import { newWorld, send, userToken } from './harness.js'

/** The plans of all queries that `work` makes, one line a step. */
async function plansOf(world: World, work: () => unknown): Promise<string[]> {
  const asked: [string, unknown[]][] = []
  const { store } = world
  const [all, one] = [store.all.bind(store), store.one.bind(store)]
  vi.spyOn(store, 'all').mockImplementation((sql, ...values) => {
    asked.push([sql, values])
    return all(sql, ...values)
  })
  vi.spyOn(store, 'one').mockImplementation((sql, ...values) => {
    asked.push([sql, values])
    return one(sql, ...values)
  })
  await work()
  return asked
    .filter(([sql]) => /\bpatient/.test(sql))
    .flatMap(([sql, values]) =>
      all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...(values as string[])),
    )
    .map(({ detail }) => detail)
}

const WIDE = 'birthdate=ge1900-01-01&birthdate=le2026-01-01'

describe('no search reads the whole table', () => {
  test.each([
    'family=Smith&birthdate=2010-10-22',
    `family=Smith&${WIDE}`,
    'family=Sm*&birthdate=2010-10-22',
    `family=Sm*&${WIDE}`,
    `family=Smith&given=Jan*&gender=female&${WIDE}&_history=true`,
    'family=Smith&birthdate=2010-10-22&address-postalcode=LS1%206AE',
    `family=Sm*&${WIDE}&address-postalcode=LS1*`,
    `family=Smith&${WIDE}&phone=01632960587&email=jane.smith@example.com`,
    `family=Sm*&${WIDE}&general-practitioner=Y12345&death-date=2010-10-22`,
    'family=Smith&given=Jane&birthdate=2010-10-22&_fuzzy-match=true',
    `family=Smith&given=Jane&${WIDE}&_fuzzy-match=true`,
    `family=Smith&gender=female&address-postalcode=LS1&${WIDE}&_fuzzy-match=true`,
  ])('%s', async (query) => {
    const world = newWorld()
    const token = userToken(world)
    const plans = await plansOf(world, () => send(world, `/Patient?${query}`, { token }))
    expect(plans.length).toBeGreaterThan(0)
    for (const step of plans) expect(step).not.toMatch(/^SCAN/)
  })

  test('nor do matches before a creation, nor the numbers merged into one', async () => {
    const world = newWorld()
    const plans = await plansOf(world, () => {
      mergedInto(world.store, '9000000009')
      samePerson(world.store, {
        family: 'Smith',
        given: ['Jane'],
        gender: 'female',
        birthDate: '2010-10-22',
        postcodes: ['LS1 6AE'],
      })
    })
    expect(plans.length).toBeGreaterThan(1)
    for (const step of plans) expect(step).not.toMatch(/^SCAN/)
  })
})
