import { beforeEach, describe, expect, test } from 'vitest'
import { applications } from '../../../src/world/tables/application.js'
import { findPatient, type Patient, savePatient } from '../../../src/world/tables/patient.js'
import type { World } from '../../../src/world/world.js'
import { APPLICATION, newWorld, send, userToken } from './harness.js'

const NUMBER = '9990000018'
let world: World
beforeEach(() => {
  world = newWorld()
})

/** The record as an application with these switches gets it. */
async function seen(pds: object = {}, change: Partial<Patient> = {}) {
  const patient = findPatient(world.store, NUMBER) as Patient
  savePatient(world.store, { ...patient, ...change })
  applications.save(world.store, { ...APPLICATION, flowVariables: { pds } })
  return (await send(world, `/Patient/${NUMBER}`, { token: userToken(world) })).json
}

const reasonIn = (record: { extension: { url: string; extension: unknown[] }[] }) =>
  JSON.stringify(record.extension.find(({ url }) => url.endsWith('RemovalFromRegistration')))

const removed = (reason: string) => ({ removal: { reason, period: { start: '2020-01-01' } } })

describe('what the registration of an application changes (pds 3.8)', () => {
  test('blank address lines are dropped', async () => {
    const { address } = await seen()
    expect(address[0].line).toEqual(['21 Park Row', 'Chapel Allerton', 'Leeds'])
    expect(address[0]).not.toHaveProperty('_line')
  })

  test('or keep their places as null, with the reason beside', async () => {
    const { address } = await seen({ 'return-empty-address-lines': true })
    expect(address[0].line).toEqual(['21 Park Row', 'Chapel Allerton', null, 'Leeds', null])
    expect(address[0]._line.map((one: unknown) => one === null)).toEqual([
      true,
      true,
      false,
      true,
      false,
    ])
  })

  test.each([
    ['SCT', {}, 'SCT'],
    ['AFN', {}, 'ORR'],
    ['SDN', {}, 'ORR'],
    ['AFN', { 'return-confidential-reason-for-removal': true }, 'AFN'],
    ['LDN', { 'return-confidential-reason-for-removal': true }, 'ORR'],
  ])('removal reason %s with %j is shown as %s', async (reason, pds, shown) => {
    expect(reasonIn(await seen(pds, removed(reason)))).toContain(`"code":"${shown}"`)
  })

  test.each([
    ['1', true, 'consent'],
    ['2', true, 'dissent'],
    ['3', true, undefined],
    ['1', false, undefined],
  ])('record sharing consent %s, entitled %s: %s', async (sharingConsent, entitled, display) => {
    const { extension = [] } = await seen(
      { 'return-nhs-record-sharing-consent': entitled },
      { sharingConsent },
    )
    const consent = extension.find(({ url }: { url: string }) => url.includes('consent'))
    if (display) expect(JSON.stringify(consent)).toContain(display)
    else expect(consent).toBeUndefined()
  })

  test('an answer follows a change of the record', async () => {
    const before = await seen()
    const after = await seen({}, { version: 3, gender: 'female' })
    expect([before.gender, before.meta.versionId]).toEqual(['male', '2'])
    expect([after.gender, after.meta.versionId]).toEqual(['female', '3'])
  })
})
