import { describe, expect, test } from 'vitest'
import type { Xml } from '../../../../src/hl7v3/xml/template.js'
import { findPatient } from '../../../../src/world/tables/patient.js'
import type { World } from '../../../../src/world/world.js'
import { deliver, message, outcomeOf, spine } from '../../tms/support.js'
import { resources } from '../bodies.js'
import { send, userToken } from '../harness.js'
import { type BirthBody, birthRequest, mother } from './birth-bodies.js'
import { deathNotified } from './update-bodies.js'

const FIRST = '5900010775'

let count = 0
const bring = (world: World, interactionId: string, content: Xml) =>
  outcomeOf(
    deliver(
      world,
      message(interactionId, content, {
        id: `B1B2C3D4-0000-4000-8000-${String(++count).padStart(12, '0')}`,
      }),
    ),
  )

const ADDR =
  '<addr use="H"><streetAddressLine>1</streetAddressLine><streetAddressLine/><streetAddressLine/><streetAddressLine>Leeds</streetAddressLine><postalCode>LS1 4BU</postalCode></addr>'

const DIED = '<deceasedTime value="20260301"/>'

describe.each([
  ['6.3', 'PRPA_IN000205UK03', 'PRPA_IN000207UK03'],
  ['7.2', 'PRPA_IN000205UK05', 'PRPA_IN000207UK05'],
] as const)('a birth told in release %s', (release, request, list) => {
  const tell = (world: World, of: BirthBody = {}) =>
    bring(world, request, birthRequest(release, of))

  test('makes a record with all that was notified', () => {
    const world = spine()
    const done = tell(world)
    expect(done).toMatchObject({ interactionId: 'PRPA_IN000206UK01', type: 'AA', codes: [] })
    expect(`${done.content}`).toContain(`extension="${FIRST}"`)
    expect(findPatient(world.store, FIRST)).toMatchObject({
      version: 1,
      gender: 'female',
      birthDate: '2026-03-01',
      multipleBirth: 1,
      ethnicCategory: 'A',
      names: [{ use: 'usual', given: ['Baby'], family: 'NEWBORN' }],
      addresses: [{ use: 'home', postcode: 'LS1 4BU' }],
      birthPlace: { city: 'Leeds', district: 'West Yorkshire' },
      birth: {
        time: '0742',
        weight: 925,
        stillbirth: '1',
        abnormality: 'N',
        foetuses: 1,
        gestation: 39,
        mother: {
          nhsNumber: '9000000017',
          name: { prefix: ['Mrs'], given: ['Jayne'], family: 'Smyth' },
          birthDate: '1998-03-12',
          practice: 'A20047',
        },
        place: { type: '2', site: 'RGS01', name: 'Leeds Example Hospital' },
        notifier: { given: ['Mary'], family: 'Midwife' },
        childHealth: { partner: '8J7' },
      },
    })
  })

  test('that may be known already is answered with whom it may be, and made if the sender insists', () => {
    const world = spine()
    tell(world)
    const again = { name: '<name use="L"><given>Other</given><family>NEWBORN</family></name>' }
    const told = tell(world, again)
    expect(told).toMatchObject({ interactionId: list, type: 'AA', codes: [] })
    const text = `${told.content}`
    expect(text).toContain(`extension="${FIRST}"`)
    expect(text).toContain('extension="9000000017"')
    expect(text).toContain('<birthTime value="202603010742"/>')
    expect(text).toMatch(/<partnerChildHealth[^>]*>\s*<id root="[\d.]+" extension="8J7"/)
    expect(text).toContain('<value value="0925"/>')
    const insisted = tell(world, { ...again, ignore: '<value value="true"/>' })
    expect(insisted).toMatchObject({ interactionId: 'PRPA_IN000206UK01', type: 'AA' })
    expect(`${insisted.content}`).toMatch(/extension="999\d{7}"/)
  })

  test('of somebody who is certainly known is never made twice', () => {
    const world = spine()
    tell(world)
    expect(tell(world, { ignore: '<value value="true"/>' })).toMatchObject({ interactionId: list })
  })

  test('may be one before a death', () => {
    const world = spine()
    tell(world, {
      death: DIED,
      observed: deathNotified('', '2'),
      clinical: [undefined, '<stillbirthIndicator><value code="2"/></stillbirthIndicator>'],
    })
    expect(findPatient(world.store, FIRST)).toMatchObject({
      death: { date: '2026-03-01', status: '2' },
      birth: { stillbirth: '2' },
    })
  })

  const MISSING: readonly (readonly [string, BirthBody])[] = [
    ['an address', { addr: ' ' }],
    [
      'an address of the home',
      { addr: '<addr use="TMP"><streetAddressLine>1</streetAddressLine></addr>' },
    ],
    ['the only address of the home', { addr: '<addr use="H"/><addr use="H"/>' }],
    ['a usual name', { name: '<name use="A"><family>X</family></name>' }],
    ['a family name', { name: '<name use="L"><given>X</given></name>' }],
    ['a gender', { gender: ' ' }],
    ['an ethnic group', { ethnic: ' ' }],
    ['a birth order', { order: ' ' }],
    ['a birth weight', { weight: ' ' }],
    ['an abnormality', { clinical: [' '] }],
    ['a stillbirth indicator', { clinical: [undefined, ' '] }],
    ['a number of foetuses', { clinical: [undefined, undefined, ' '] }],
    ['a gestation', { clinical: [undefined, undefined, undefined, ' '] }],
    ["a mother's number", { mother: mother(release, { id: ' ' }) }],
    ["a mother's birth", { mother: mother(release, { birth: ' ' }) }],
    ["a mother's name", { mother: mother(release, { name: ' ' }) }],
    ["a mother's practice", { mother: mother(release, { practice: ' ' }) }],
    ['a place of delivery', { location: ' ' }],
    ['a notifier', { notifier: ' ' }],
    ['a child health organisation', { partner: ' ' }],
    ['an author', { author: ' ' }],
    ['whether duplicates are ignored', { ignore: ' ' }],
  ]

  test.each(MISSING.map(([what, body]) => ({ what, body })))('must have $what', ({ body }) => {
    expect(tell(spine(), body)).toMatchObject({
      interactionId: 'MCCI_IN010000UK13',
      type: 'AE',
      codes: ['15', 'GE007'],
      texts: ['Update Failed', 'MANDATORY_FIELD_MISSING'],
    })
  })

  test.each<readonly [string, BirthBody, string]>([
    ['INSERT_BIRTH_MANDATORY_DATA_MISSING', { birth: '<birthTime value="20260301"/>' }, 'GE007'],
    ['INVALID_BIRTH_WEIGHT', { weight: '<value value="925"/>' }, 'GE002'],
    ['INVALID_BIRTH_WEIGHT', { weight: '<value value="heavy"/>' }, 'GE002'],
    ['INCONSISTENT_DEATH_UPDATE', { death: DIED }, 'GE002'],
    ['INCONSISTENT_DEATH_UPDATE', { observed: deathNotified('', '2') }, 'GE002'],
    [
      'ILLEGAL_DATE_FORMAT',
      { death: '<deceasedTime value="2026"/>', observed: deathNotified('', '2') },
      'GE002',
    ],
    ['UNEXPECTED_CONTACT_TYPE', { addr: `${ADDR}<telecom use="H" value="x"/>` }, 'GE002'],
  ])('is refused by the rule %s', (rule, body, detail) => {
    const world = spine()
    expect(tell(world, body)).toMatchObject({
      codes: ['15', detail],
      texts: ['Update Failed', rule],
    })
    expect(findPatient(world.store, FIRST)).toBeUndefined()
  })

  test('of somebody stillborn needs a death', () => {
    const clinical = [undefined, '<stillbirthIndicator><value code="3"/></stillbirthIndicator>']
    expect(tell(spine(), { clinical })).toMatchObject({ type: 'AE', codes: ['15', 'GE002'] })
  })

  test('is known over FHIR', async () => {
    const world = spine()
    tell(world)
    const { json } = await send(world, `/Patient/${FIRST}`, { token: userToken(world) })
    expect(json).toMatchObject({ id: FIRST, birthDate: '2026-03-01', meta: { versionId: '1' } })
  })
})

test('a birth told over FHIR is a possible duplicate for messages, with mother and weight', async () => {
  const world = spine()
  await send(world, '/Patient/$process-birth-details?ignore_potential_matches=true', {
    method: 'POST',
    token: userToken(world),
    headers: { 'Content-Type': 'application/json' },
    body: {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: resources().map((resource) => ({ resource })),
    },
  })
  const addr = ADDR.replace('LS1 4BU', 'LS1 6AE')
  const told = bring(world, 'PRPA_IN000205UK03', birthRequest('6.3', { addr }))
  expect(told.interactionId).toBe('PRPA_IN000207UK03')
  expect(`${told.content}`).toContain('<value value="3250"/>')
  expect(`${told.content}`).toContain('extension="9000000017"')
})
