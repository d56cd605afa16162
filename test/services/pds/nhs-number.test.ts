import { expect, test } from 'vitest'
import { checkDigit, isNhsNumber } from '../../../src/world/nhs-number.js'

test.each([
  ['9000000009', true],
  ['9000000000', false],
  ['9000000015', false],
  ['9912003888', true],
  ['1000000001', true],
  ['900000000', false],
  ['90000000090', false],
  ['900000000x', false],
  ['', false],
])('%s is an NHS number: %s', (text, valid) => {
  expect(isNhsNumber(text)).toBe(valid)
})

test('no number begins with digits whose check digit would be 10', () => {
  expect(checkDigit('900000000')).toBe(9)
  expect(checkDigit('999000001')).toBe(8)
  const without = Array.from({ length: 100 }, (_, n) => String(999_000_000 + n)).filter(
    (nine) => checkDigit(nine) === undefined,
  )
  expect(without.length).toBeGreaterThan(0)
  for (const nine of without)
    for (let digit = 0; digit < 10; digit++) expect(isNhsNumber(`${nine}${digit}`)).toBe(false)
})
