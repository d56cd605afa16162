import { expect, test } from 'vitest'
import { Exchange } from '../../src/http/exchange.js'
import { Journal } from '../../src/journal/journal.js'
import type { World } from '../../src/world/world.js'

function exchange(journal: Journal, bytes: number): Exchange {
  const one = new Exchange(
    journal.nextId(),
    undefined as unknown as World,
    {
      method: 'GET',
      path: '/',
      query: new URLSearchParams(),
      search: '',
      params: {},
      header: () => undefined,
      headers: [],
      body: new Uint8Array(bytes),
      remoteAddress: '127.0.0.1',
      base: '',
    },
    0,
  )
  one.answer = { status: 200, headers: {}, body: null }
  return one
}

const ids = (journal: Journal): number[] => journal.list().map(({ id }) => id)

test('keeps the newest exchanges within their number', () => {
  const journal = new Journal({ exchanges: 2 })
  for (let count = 0; count < 4; count++) journal.add(exchange(journal, 0))
  expect(ids(journal)).toEqual([3, 4])
  expect(journal.find(1)).toBeUndefined()
})

test('keeps the newest exchanges within their bytes', () => {
  const journal = new Journal({ bytes: 4000 })
  for (let count = 0; count < 5; count++) journal.add(exchange(journal, 1500))
  expect(ids(journal)).toEqual([4, 5])
})

test('keeps an exchange larger than all of that alone', () => {
  const journal = new Journal({ bytes: 1000 })
  journal.add(exchange(journal, 10))
  journal.add(exchange(journal, 5000))
  expect(ids(journal)).toEqual([2])
})

test('tells listeners until they stop listening', () => {
  const journal = new Journal()
  const heard: number[] = []
  const stop = journal.listen(({ id }) => heard.push(id))
  journal.add(exchange(journal, 0))
  stop()
  journal.add(exchange(journal, 0))
  expect(heard).toEqual([1])
})
