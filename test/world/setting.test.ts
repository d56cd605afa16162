import { afterEach, beforeEach, expect, test } from 'vitest'
import { Store } from '../../src/world/store.js'
import {
  readSetting,
  removeSetting,
  settingSchema,
  writeSetting,
} from '../../src/world/tables/setting.js'

let store: Store

beforeEach(() => {
  store = Store.inMemory()
  store.execute(settingSchema)
})
afterEach(() => store.close())

test('reads what was written last, and nothing of what was removed', () => {
  expect(readSetting(store, 'colour')).toBeUndefined()
  writeSetting(store, 'colour', { name: 'red' })
  expect(readSetting(store, 'colour')).toEqual({ name: 'red' })
  writeSetting(store, 'colour', { name: 'blue' })
  expect(readSetting(store, 'colour')).toEqual({ name: 'blue' })
  removeSetting(store, 'colour')
  expect(readSetting(store, 'colour')).toBeUndefined()
})

test('forgets a change that is taken back', () => {
  writeSetting(store, 'colour', 'red')
  const kept = store.attempt(
    () => {
      writeSetting(store, 'colour', 'blue')
      return readSetting(store, 'colour')
    },
    () => false,
  )
  expect(kept).toBe('blue')
  expect(readSetting(store, 'colour')).toBe('red')
})

test('hands each reader a value of its own', () => {
  writeSetting(store, 'colours', ['red'])
  readSetting<string[]>(store, 'colours')?.push('blue')
  expect(readSetting(store, 'colours')).toEqual(['red'])
})
