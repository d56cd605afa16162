import { beforeAll, describe, expect, test } from 'vitest'
import { findPatientSummary } from '../../../src/services/pds/summary.js'
import type { World } from '../../../src/world/world.js'
import { newWorld } from './harness.js'

let world: World
beforeAll(() => {
  world = newWorld()
})

describe('who an NHS number is', () => {
  test('says what other services ask of a patient', () => {
    expect(findPatientSummary(world, '9912003888')).toEqual({
      nhsNumber: '9912003888',
      name: { prefix: ['Mrs'], given: ['Rosalind'], family: 'Hartley' },
      birthDate: '1984-05-17',
      gender: 'female',
      address: ['12 Cromwell Road', 'Great Yarmouth', 'Norfolk'],
      postcode: 'NR31 0AB',
      telecoms: [
        { system: 'phone', use: 'mobile', value: '07700900388' },
        { system: 'email', use: 'home', value: 'rosalind.hartley@example.com' },
      ],
      practice: 'D82106',
      restricted: false,
    })
  })

  test.each(['9912003888', '1000000001', '9462979626', '9912003071', '9990000018'])(
    '%s has a practice',
    (nhsNumber) => {
      expect(findPatientSummary(world, nhsNumber)?.practice).toMatch(/^(D82106|Y12345)$/)
    },
  )

  test('answers with the surviving number of a merge', () => {
    expect(findPatientSummary(world, '5900053636')?.nhsNumber).toBe('9732019395')
  })

  test.each([
    ['fails its check digit', '9000000000'],
    ['is not held', '9111231130'],
    ['is invalid', '9990003343'],
  ])('knows nobody whose number %s', (_title, nhsNumber) => {
    expect(findPatientSummary(world, nhsNumber)).toBeUndefined()
  })

  test.each(['9990000301', '9727024610'])('marks %s as restricted', (nhsNumber) => {
    expect(findPatientSummary(world, nhsNumber)?.restricted).toBe(true)
  })

  test('has no practice for somebody who is not registered', () => {
    expect(findPatientSummary(world, '9990000409')).not.toHaveProperty('practice')
  })

  test('says when somebody died', () => {
    expect(findPatientSummary(world, '9990000506')?.deathDate).toBe('2023-04-18')
  })

  test('knows a record without data', () => {
    expect(findPatientSummary(world, '9000000033')).toEqual({
      nhsNumber: '9000000033',
      gender: 'unknown',
      telecoms: [],
      restricted: false,
    })
  })
})
