import { expect, test } from 'vitest'
import { patientSchema } from '../../../../src/world/seed/kinds/patients.js'
import {
  current,
  findPatient,
  type Item,
  type Patient,
} from '../../../../src/world/tables/patient.js'
import { foldName } from '../../../../src/world/tables/patient-keys.js'
import { namedPatients } from '../../../../src/world/tables/patient-search.js'
import type { World } from '../../../../src/world/world.js'
import { Chance } from '../../../fuzz/chance.js'
import { newWorld, send, userToken } from '../harness.js'
import {
  add,
  birthPlace,
  communication,
  deathNotification,
  HOME,
  type Patch,
  PEOPLE,
  patch,
  pharmacy,
  preference,
  remove,
  replace,
  TEMPORARY,
  testOf,
} from './support.js'

/** A Patient resource, looked into by path. */
type Resource = ReturnType<typeof JSON.parse>

const FAMILIES = ['Archer', 'Bełtz', "O'Neil", 'Smith-Jones', 'Žák'] as const
const TELECOM = {
  phone: '01632960001',
  fax: '01632960002',
  email: 'some.body@example.com',
} as const

const items = (patient: Resource, list: string): Resource[] => patient[list] ?? []
const lacks = (patient: Resource, list: string, is: (item: Resource) => boolean): boolean =>
  !items(patient, list).some(is)
const lacksUrl = (patient: Resource, extension: { url: string }): boolean =>
  lacks(patient, 'extension', ({ url }) => url === extension.url)

/** Adds an extension, or replaces the one of its kind. */
function put(patient: Resource, extension: { url: string }): Patch[] {
  const at = items(patient, 'extension').findIndex(({ url }) => url === extension.url)
  return [at < 0 ? add('/extension/-', extension) : replace(`/extension/${at}`, extension)]
}

/** Removes an item, after the test that guards it. */
function take(patient: Resource, list: string, is: (item: Resource) => boolean): Patch[] {
  const at = items(patient, list).findIndex(is)
  if (at < 0) return []
  return [testOf(`/${list}/${at}/id`, items(patient, list)[at].id), remove(`/${list}/${at}`)]
}

type Make = (patient: Resource, chance: Chance) => Patch[]

/** Updates that PDS takes, given what it holds; none where one is not possible. */
const VALID: readonly Make[] = [
  (_, chance) => [replace('/gender', chance.pick(['male', 'female', 'unknown']))],
  (_, chance) => [add('/birthDate', `19${10 + chance.below(80)}-0${1 + chance.below(9)}-15`)],
  (_, chance) => [add('/multipleBirthInteger', 1 + chance.below(9))],
  (patient, chance) =>
    lacks(patient, 'name', ({ use }) => use === 'nickname')
      ? [add('/name/-', { use: 'nickname', family: chance.pick(FAMILIES), given: ['Jo Ann'] })]
      : take(patient, 'name', ({ use }) => use === 'nickname'),
  (patient, chance) =>
    patient.name
      ? [testOf('/name/0/id', patient.name[0].id), replace('/name/0/family', chance.pick(FAMILIES))]
      : [add('/name/-', { use: 'usual', family: chance.pick(FAMILIES) })],
  (patient) =>
    lacks(patient, 'address', ({ use }) => use === 'home')
      ? [add('/address/-', HOME)]
      : take(patient, 'address', ({ use }) => use === 'home'),
  (patient) =>
    lacks(patient, 'address', ({ use }) => use === 'temp')
      ? [add('/address/-', TEMPORARY)]
      : take(patient, 'address', ({ use }) => use === 'temp'),
  (patient, chance) => {
    const system = chance.pick(['phone', 'fax', 'email'] as const)
    const use = chance.pick(['home', 'work', 'mobile', 'temp'])
    const is = (one: Resource) => one.system === system && one.use === use
    return lacks(patient, 'telecom', is)
      ? [add('/telecom/-', { system, use, value: TELECOM[system] })]
      : take(patient, 'telecom', is)
  },
  (patient) => put(patient, pharmacy('FWC87')),
  (patient, chance) => put(patient, communication(chance.pick(['fr', 'ur', 'q4']), true)),
  (patient, chance) => put(patient, preference(String(1 + chance.below(8)), 'noon')),
  (patient) => put(patient, birthPlace({ city: 'Leeds', country: '1' })),
  (patient) =>
    lacksUrl(patient, deathNotification('1'))
      ? [add('/deceasedDateTime', '2026-03-01'), add('/extension/-', deathNotification('1'))]
      : [],
]

/** Updates that PDS never takes. */
const INVALID: readonly Make[] = [
  () => [remove('/gender')],
  () => [add('/pets/-', {})],
  () => [replace('/meta/versionId', '1')],
  () => [add('/address/-', { ...HOME, line: ['x'] })],
  () => [add('/name/-', { use: 'old', family: 'O`Brien' })],
  () => [add('/telecom/-', { system: 'email', use: 'home', value: 'x' })],
  () => [add('/extension/-', communication('en'))],
  () => [testOf('/gender', 'robot')],
  () => [{ op: 'copy', path: '/gender', from: '/birthDate' }],
  () => [remove('/name/0')],
]

const unique = (values: readonly unknown[]): boolean => new Set(values).size === values.length

/** What holds of every record, whatever was done to it. */
function expectSound(world: World, patient: Patient): void {
  expect(patientSchema.safeParse(patient).error).toBeUndefined()
  const now = <Kind extends Item>(list: readonly Kind[]) => current(list)
  const lists = [patient.names, patient.addresses, patient.telecom, patient.contacts]
  for (const list of lists) expect(unique(now<Item>(list).map(({ id }) => id))).toBe(true)
  expect(now(patient.names).filter(({ use }) => use === 'usual').length).toBeLessThanOrEqual(1)
  expect(unique(now(patient.addresses).map(({ use }) => use))).toBe(true)
  expect(unique(now(patient.telecom).map(({ system, use }) => `${system} ${use}`))).toBe(true)
  if (patient.death) expect(patient.death.status).toBeDefined()
  for (const { family } of now(patient.names))
    if (patient.birthDate)
      expect([
        ...namedPatients(world.store, {
          family: { text: foldName(family), whole: true },
          birth: { from: patient.birthDate, to: patient.birthDate },
          history: true,
        }),
      ]).toContain(patient.nhsNumber)
}

test.each([1, 2, 3, 4])('any sequence of updates leaves a sound record (seed %i)', async (seed) => {
  const world = newWorld()
  const chance = new Chance(seed)
  const token = userToken(world)
  for (let round = 0; round < 60; round++) {
    const number = chance.pick([PEOPLE.empty, PEOPLE.plain, PEOPLE.noAddress, PEOPLE.oldName])
    const { json } = await send(world, `/Patient/${number}`, { token })
    const before = findPatient(world.store, number) as Patient
    // What is to be replaced has to be there.
    const base = json.gender ? [] : [add('/gender', 'female')]
    const valid = [...base, ...chance.pick(VALID)(json, chance)]
    const spoilt = chance.happens(0.3)
    const patches = [...valid, ...(spoilt ? chance.pick(INVALID)(json, chance) : [])]
    if (patches.length === 0) continue
    const answer = await patch(world, number, patches, { token })
    const after = findPatient(world.store, number) as Patient
    const what = JSON.stringify([patches, answer.json.issue])
    expect(answer.status >= 400, what).toBe(spoilt)
    if (spoilt) expect(after).toEqual(before)
    else expect(after.version, what).toBe(before.version + 1)
    expectSound(world, after)
  }
})
