import { expect, test } from 'vitest'
import { instantOfTs, timesOf } from '../../../../src/services/ers/mim/slot-of.js'
import { isoInstant } from '../../../../src/world/instant.js'

test.each([
  ['202601050900', '2026-01-05T09:00:00.000Z'],
  ['202606010900', '2026-06-01T08:00:00.000Z'],
  ['20260601090030', '2026-06-01T08:00:30.000Z'],
  ['2026060109', '2026-06-01T08:00:00.000Z'],
  ['202610250030', '2026-10-24T23:30:00.000Z'],
  ['202610250130', '2026-10-25T00:30:00.000Z'],
  ['202610250200', '2026-10-25T02:00:00.000Z'],
])('%s in Britain is %s', (ts, iso) => {
  expect(isoInstant(instantOfTs(ts) as number)).toBe(iso)
})

test.each([['20260601'], ['2026'], [undefined]])('%s is no moment', (ts) => {
  expect(instantOfTs(ts)).toBeUndefined()
})

const half = { value: 30, unit: 'min' }
const slot = { start: Date.parse('2026-06-01T08:00Z'), end: Date.parse('2026-06-01T08:30Z') }

test.each([
  ['start and end', { low: '202606010900', high: '202606010930' }, slot],
  ['start and length', { low: '202606010900', width: half }, slot],
  ['end and length', { high: '202606010930', width: half }, slot],
  ['the middle and the length', { center: '202606010915', width: half }, slot],
  ['start alone', { low: '202606010900' }, undefined],
  ['the wrong order', { low: '202606010930', high: '202606010900' }, undefined],
  ['a length in bananas', { low: '202606010900', width: { value: 1, unit: 'banana' } }, undefined],
])('a slot with %s', (_, interval, times) => {
  expect(timesOf(interval)).toEqual(times)
})
