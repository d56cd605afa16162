import { afterEach, beforeEach, expect, test } from 'vitest'
import { Ids } from '../../src/world/ids.js'
import { createSchema } from '../../src/world/schema.js'
import { Store } from '../../src/world/store.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

let stores: Store[] = []

function fresh(seed: number): Ids {
  const store = Store.inMemory()
  createSchema(store)
  stores.push(store)
  return new Ids(store, seed)
}

beforeEach(() => {
  stores = []
})
afterEach(() => {
  for (const store of stores) store.close()
})

test('the same seed and the same calls give the same identifiers', () => {
  const [a, b] = [fresh(7), fresh(7)]
  expect([a.ubrn(), a.uuid(), a.uuid(), a.integer(1000)]).toEqual([
    b.ubrn(),
    b.uuid(),
    b.uuid(),
    b.integer(1000),
  ])
})

test('another seed gives other ones', () => {
  expect(fresh(7).uuid()).not.toBe(fresh(8).uuid())
})

test('a reopened world never repeats itself', () => {
  const first = fresh(7)
  const before = first.uuid()
  const again = new Ids(stores[0] as Store, 7)
  expect(again.uuid()).not.toBe(before)
  expect(Number(again.ubrn())).toBeGreaterThan(0)
})

test('UUIDs and UBRNs have their forms', () => {
  const ids = fresh(1)
  for (let count = 0; count < 500; count++) expect(ids.uuid()).toMatch(UUID)
  expect(ids.ubrn()).toMatch(/^\d{12}$/)
})

test('secrets are of the length asked for and differ', () => {
  const ids = fresh(1)
  expect(ids.secret(28)).toMatch(/^[A-Za-z0-9]{28}$/)
  expect(ids.secret(28)).not.toBe(ids.secret(28))
})
