import { describe, expect, test } from 'vitest'
import {
  addDays,
  addWorkingDays,
  ageInMonths,
  ageInYears,
  britishDate,
  britishInstant,
  weekday,
} from '../../src/world/calendar.js'
import { isDate, isoInstant, parseInstant } from '../../src/world/instant.js'

const at = (text: string): number => Date.parse(text)

describe('British time', () => {
  test.each([
    ['2026-01-15', 540, '2026-01-15T09:00:00.000Z'],
    ['2026-07-15', 540, '2026-07-15T08:00:00.000Z'],
    ['2026-03-29', 540, '2026-03-29T08:00:00.000Z'],
    ['2026-10-25', 540, '2026-10-25T09:00:00.000Z'],
    ['2026-07-01', 0, '2026-06-30T23:00:00.000Z'],
  ])('%s at minute %i is %s', (date, minutes, expected) => {
    expect(isoInstant(britishInstant(date, minutes))).toBe(expected)
  })

  test('a day begins at British midnight', () => {
    expect(britishDate(at('2026-06-30T23:30:00Z'))).toBe('2026-07-01')
    expect(britishDate(at('2026-12-31T23:30:00Z'))).toBe('2026-12-31')
  })
})

describe('days', () => {
  test('are added over months and leap years', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  })

  test('of work leave out the weekend', () => {
    expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-23')
    expect(addWorkingDays('2026-11-23', 5)).toBe('2026-11-30')
  })

  test('know their weekday', () => {
    expect([weekday('2026-11-23'), weekday('2026-11-22')]).toEqual([1, 7])
  })

  test('make somebody older on the birthday, not before', () => {
    expect(ageInYears('2000-06-15', at('2026-06-14T12:00:00Z'))).toBe(25)
    expect(ageInYears('2000-06-15', at('2026-06-15T12:00:00Z'))).toBe(26)
  })

  test('count the months of infants, whole ones only', () => {
    expect(ageInMonths('2024-12-15', at('2026-06-14T12:00:00Z'))).toBe(17)
    expect(ageInMonths('2024-12-15', at('2026-06-15T12:00:00Z'))).toBe(18)
    expect(ageInMonths('2026-05', at('2026-06-15T12:00:00Z'))).toBe(1)
  })
})

describe('reading', () => {
  test.each(['2026-02-30', '2026-13-01', '26-01-01', ''])('%j is no date', (text) => {
    expect(isDate(text)).toBe(false)
  })

  test.each([
    '2026-06-01',
    '2026-06-01T09:00:00',
    '2026-06-01T25:00:00Z',
    '2026-06-31T09:00:00Z',
    'now',
  ])('%j is no instant: a date, a time and a zone are all needed', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })

  test.each(['2026-06-01T09:00:00Z', '2026-06-01T09:00:00.123+01:00'])(
    '%j is an instant',
    (text) => {
      expect(parseInstant(text)).toBe(Date.parse(text))
    },
  )
})
