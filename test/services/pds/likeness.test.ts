import { describe, expect, test } from 'vitest'
import {
  familyLikeness,
  givenLikeness,
  isSlip,
  postcodeLikeness,
} from '../../../src/services/pds/domain/likeness.js'
import { readPattern } from '../../../src/services/pds/domain/pattern.js'
import { foldName, soundex } from '../../../src/world/tables/patient-keys.js'

describe('sounds', () => {
  test.each([
    ['smith', 'S530'],
    ['smythe', 'S530'],
    ['robert', 'R163'],
    ['rupert', 'R163'],
    ['ashcraft', 'A261'],
    ['tymczak', 'T522'],
    ['pfister', 'P236'],
    ['honeyman', 'H555'],
    ['lee', 'L000'],
    ['', ''],
  ])('%s sounds like %s', (word, code) => {
    expect(soundex(word)).toBe(code)
  })
})

test.each([
  ['ATTSÖN', 'attson'],
  ['  Anne  Marie ', 'anne marie'],
  ['Łukasz Bjørn Strauß', 'lukasz bjorn strauss'],
])('%s is folded to %s', (name, folded) => {
  expect(foldName(name)).toBe(folded)
})

describe('slips', () => {
  test.each([
    ['wilcox', 'wilcos', true],
    ['wilcox', 'wilcoxs', true],
    ['wilcox', 'wlcox', true],
    ['wilcox', 'wiclox', true],
    ['wilcox', 'wiclos', false],
    ['wilcox', 'wil', false],
  ])('%s and %s: %s', (a, b, slip) => {
    expect(isSlip(a, b)).toBe(slip)
    expect(isSlip(b, a)).toBe(slip)
  })
})

describe('names that are nearly alike', () => {
  test.each([
    ['Smith', 'SMITH', 1],
    ['Smith', 'Smythe', 0.75],
    ['Baxter', 'Maxter', 0.75],
    ['Smith-Jones', 'Smith Jones', 1],
    ['Smith', 'Wesson', 0],
  ])('family %s and %s: %d', (wanted, held, like) => {
    const found = familyLikeness(wanted, held)
    if (like === 1) expect(found).toBeGreaterThanOrEqual(0.95)
    else expect(found).toBe(like)
  })

  test.each([
    [['Joe'], ['Joseph'], 0.85],
    [['Joseph'], ['Joe'], 0.85],
    [['Mat'], ['Matthew'], 0.85],
    [['J'], ['Jane'], 0.6],
    [['Jane'], ['Anne', 'Jane'], 0.8],
    [['John Paul'], ['John', 'Paul'], 1],
    [['Jane'], ['Wilfred'], 0],
    [['Jane'], [], 0],
    [[], ['Jane'], 0],
  ])('given %j and %j: %d', (wanted, held, like) => {
    expect(givenLikeness(wanted, held)).toBeCloseTo(like, 5)
  })

  test.each([
    ['ls1 6ae', 'LS16AE', 1],
    ['LS1 6AF', 'LS1 6AE', 0.6],
    ['LS1 9XX', 'LS1 6AE', 0.4],
    ['DN17', 'DN17 4AA', 0.4],
    ['M1 1AA', 'LS1 6AE', 0],
  ])('postcode %s and %s: %d', (wanted, held, like) => {
    expect(postcodeLikeness(wanted, held)).toBe(like)
  })
})

describe('wildcards', () => {
  test.each([
    ['Sm*', 'Smith', 0.4],
    ['Sm*th', 'Smith', 0.8],
    ['Sm*i*h', 'Smith', 0.8],
    ['Smi*ith', 'Smith', 0],
    ['Smith*', 'Smith', 1],
    ['Sm*', 'Jones', 0],
    ['Sm.*', 'Smith', 0],
  ])('%s and %s: %d', (wanted, held, like) => {
    expect(readPattern(wanted, 'name')?.likeness(held)).toBe(like)
  })

  test.each(['*', 'S*', '*mith', ' S*'])('%s comes too early', (text) => {
    expect(readPattern(text, 'name')).toBeUndefined()
  })

  test('many of them take no time', () => {
    const pattern = readPattern('Sm*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b', 'name')
    expect(pattern?.likeness(`Sm${'a'.repeat(5000)}`)).toBe(0)
  })
})
