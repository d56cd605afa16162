import { beforeEach, describe, expect, test } from 'vitest'
import { createPatient } from '../../../../src/services/pds/domain/create/create-patient.js'
import { searchPatients } from '../../../../src/services/pds/domain/search.js'
import { changePatient } from '../../../../src/services/pds/domain/update/change-patient.js'
import type {
  PatientChanges,
  PatientUpdate,
} from '../../../../src/services/pds/domain/update/changes.js'
import {
  invalidatePatient,
  mergePatient,
} from '../../../../src/services/pds/domain/update/withdraw.js'
import { eventsAfter } from '../../../../src/world/tables/event.js'
import { findPatient, mergedInto } from '../../../../src/world/tables/patient.js'
import type { World } from '../../../../src/world/world.js'
import { newWorld } from '../harness.js'

const NUMBER = '9736363066'

let world: World
beforeEach(() => {
  world = newWorld()
})

const change = (changes: PatientChanges, more: Partial<PatientUpdate> = {}) =>
  changePatient(world, { nhsNumber: NUMBER, source: 'local', changes, ...more })

const found = (family: string, history = false) => {
  const answer = searchPatients(world, {
    family,
    given: [],
    birth: { from: '1933-02-25', to: '1933-02-25' },
    fuzzy: false,
    exactOnly: false,
    history,
    limit: 50,
  })
  return answer.ok ? answer.value.map(({ patient }) => patient.nhsNumber) : []
}

const usualName = () => findPatient(world.store, NUMBER)?.names[0] ?? expect.fail()

describe('an update of a record', () => {
  test('makes the next version and keeps what was replaced as history', () => {
    const { id } = usualName()
    const changed = change({
      names: [{ mode: 'alter', id, item: { use: 'usual', given: ['Randal'], family: 'Weft' } }],
    })
    expect(changed).toMatchObject({ ok: true, value: { version: 4 } })
    expect(found('Weft')).toEqual([NUMBER])
    expect(found('Weaver')).toEqual([])
    expect(found('Weaver', true)).toEqual([NUMBER])
  })

  test('that corrects hides what was wrong from every search', () => {
    const { id } = usualName()
    change(
      { names: [{ mode: 'alter', id, item: { use: 'usual', family: 'Weft' } }] },
      { correction: true },
    )
    expect(found('Weaver', true)).toEqual([])
  })

  test('begins what is new today and gives it an identifier', () => {
    const changed = change({
      telecom: [{ mode: 'add', item: { system: 'phone', use: 'mobile', value: '07700900001' } }],
    })
    expect(changed.ok && changed.value.telecom.at(-1)).toEqual({
      id: expect.stringMatching(/^[0-9A-F]{8}$/),
      period: { start: '2026-03-02' },
      system: 'phone',
      use: 'mobile',
      value: '07700900001',
    })
  })

  test('publishes that the record changed, and that the patient died', () => {
    change({ deathDate: { value: '2026-03-01' }, deathStatus: { value: '1' } })
    const events = eventsAfter(world.store, 0, 10).filter(({ kind }) => kind === 'patient')
    expect(events.map(({ action }) => action)).toEqual(['CHANGED', 'DIED'])
    expect(events[0]).toMatchObject({ subject: NUMBER, detail: { version: 4 } })
  })

  test('refuses another version than the current one, and changes nothing', () => {
    const before = findPatient(world.store, NUMBER)
    expect(change({ gender: { value: 'male' } }, { version: 2 })).toMatchObject({
      ok: false,
      refusal: { code: 'RESOURCE_VERSION_MISMATCH' },
    })
    expect(findPatient(world.store, NUMBER)).toBe(before)
  })

  test('names the rule that was broken, for interfaces with codes of their own', () => {
    expect(change({ gender: { remove: true } })).toMatchObject({
      ok: false,
      refusal: { code: 'FORBIDDEN_UPDATE', rule: 'REMOVAL' },
    })
    expect(change({ deathDate: { value: '2026-03-01' } })).toMatchObject({
      ok: false,
      refusal: { code: 'INVALID_UPDATE', rule: 'DEATH_INCOMPLETE' },
    })
  })
})

describe('a record that is withdrawn', () => {
  test('leads to the survivor once it is merged, and takes no more updates', () => {
    expect(mergePatient(world, NUMBER, '9736363074')).toMatchObject({ ok: true })
    expect(mergedInto(world.store, '9736363074')).toEqual([NUMBER])
    expect(change({ gender: { value: 'male' } })).toMatchObject({
      ok: false,
      refusal: { code: 'FORBIDDEN_UPDATE', rule: 'SUPERSEDED' },
    })
  })

  test('cannot be merged into itself, nor into nobody', () => {
    expect(mergePatient(world, NUMBER, NUMBER).ok).toBe(false)
    expect(mergePatient(world, NUMBER, '9111231130').ok).toBe(false)
  })

  test('cannot be changed once it is invalid', () => {
    invalidatePatient(world, NUMBER)
    expect(change({ gender: { value: 'male' } })).toMatchObject({
      ok: false,
      refusal: { code: 'INVALIDATED_RESOURCE' },
    })
  })
})

test('a new record gets the offered number first, then one after the other', () => {
  const make = () =>
    createPatient(world, {
      names: [{ use: 'usual', given: ['New'], family: 'Comer' }],
      gender: 'female',
      birthDate: '1933-02-25',
      addresses: [{ use: 'home', line: ['1 Road', '', '', 'Leeds'], postcode: 'LS1 6AE' }],
    })
  const numbers = [make(), make()].map((made) => made.ok && made.value.nhsNumber)
  expect(numbers).toEqual(['5182663366', expect.stringMatching(/^999000\d{4}$/)])
  expect(found('Comer')).toEqual(numbers)
})
