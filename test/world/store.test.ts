import { afterEach, beforeEach, expect, test } from 'vitest'
import { Store } from '../../src/world/store.js'
import { documentTable } from '../../src/world/tables/document-table.js'
import { nextInSequence, sequenceSchema, startSequence } from '../../src/world/tables/sequence.js'

interface Thing {
  readonly id: string
  readonly colour: string
}

const things = documentTable<Thing>({
  name: 'thing',
  key: ({ id }) => id,
  columns: { colour: { type: 'TEXT', value: ({ colour }) => colour } },
  indexes: ['colour'],
  cached: 2,
})

let store: Store

beforeEach(() => {
  store = Store.inMemory()
  store.execute(things.schema)
  store.execute(sequenceSchema)
})
afterEach(() => store.close())

test('finds documents by key and by column', () => {
  things.save(store, { id: 'a', colour: 'red' })
  things.save(store, { id: 'b', colour: 'blue' })
  things.save(store, { id: 'c', colour: 'red' })
  expect(things.find(store, 'b')).toEqual({ id: 'b', colour: 'blue' })
  expect(things.where(store, 'colour = ? ORDER BY key', 'red').map(({ id }) => id)).toEqual([
    'a',
    'c',
  ])
  expect(things.count(store)).toBe(3)
})

test('hands out the one frozen object until the document changes', () => {
  things.save(store, { id: 'a', colour: 'red' })
  const first = things.find(store, 'a')
  expect(things.find(store, 'a')).toBe(first)
  expect(Object.isFrozen(first)).toBe(true)
  things.save(store, { id: 'a', colour: 'blue' })
  expect(things.find(store, 'a')).not.toBe(first)
})

test('an attempt that is not kept leaves nothing behind, caches included', () => {
  things.save(store, { id: 'a', colour: 'red' })
  const kept = store.attempt(
    () => {
      things.save(store, { id: 'a', colour: 'blue' })
      nextInSequence(store, 'n')
      return false
    },
    (result) => result,
  )
  expect(kept).toBe(false)
  expect(things.find(store, 'a')?.colour).toBe('red')
  expect(nextInSequence(store, 'n')).toBe(1)
})

test('a thrown error rolls back and passes on', () => {
  expect(() =>
    store.transaction(() => {
      things.save(store, { id: 'a', colour: 'red' })
      throw new Error('broken')
    }),
  ).toThrow('broken')
  expect(things.find(store, 'a')).toBeUndefined()
})

test('a sequence counts on, and can be told where to start', () => {
  startSequence(store, 'n', 100)
  startSequence(store, 'n', 50)
  expect([nextInSequence(store, 'n'), nextInSequence(store, 'n')]).toEqual([100, 101])
})

test('a copy of the image is a database of its own', () => {
  things.save(store, { id: 'a', colour: 'red' })
  const copy = Store.inMemory(store.serialise())
  things.save(copy, { id: 'a', colour: 'blue' })
  expect(things.find(store, 'a')?.colour).toBe('red')
  copy.close()
})
