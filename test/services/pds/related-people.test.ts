import { beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../../../src/world/world.js'
import { newWorld, patientToken, refusalOf, send, userToken } from './harness.js'

let world: World
beforeEach(() => {
  world = newWorld()
})

const get = (nhsNumber: string, token = userToken(world)) =>
  send(world, `/Patient/${nhsNumber}/RelatedPerson`, { token })

describe('the people a patient is related to', () => {
  test('are listed with details of their own or with a number', async () => {
    const { status, json } = await get('9000000009')
    expect(status).toBe(200)
    expect(json).toMatchObject({
      resourceType: 'Bundle',
      type: 'searchset',
      timestamp: '2026-03-02T09:30:00+00:00',
      total: 2,
    })
    const [own, referenced] = json.entry
    expect(own.fullUrl).toMatch(/\/Patient\/9000000009\/RelatedPerson\/507B7621$/)
    expect(own.resource).toMatchObject({
      id: '507B7621',
      active: true,
      relationship: [{ coding: [{ code: 'Guardian', display: 'Guardian of patient' }] }],
      name: [{ use: 'usual', family: 'Smith' }],
      address: [{ use: 'home', postalCode: 'LS1 6AE' }],
      telecom: [{ value: '01632960587' }],
    })
    expect(own.resource.name[0]).not.toHaveProperty('id')
    expect(own.resource.extension.map(({ url }: { url: string }) => url.split('-').at(-1))).toEqual(
      ['CopyCorrespondenceIndicator', 'ContactRank', 'ContactPreference', 'NHSCommunication'],
    )
    expect(referenced.resource).not.toHaveProperty('name')
  })

  test('have a role, a type and whether they are next of kin', async () => {
    const { json } = await get('9472063845')
    const codes = json.entry[0].resource.relationship[0].coding.map(
      ({ code }: { code: string }) => code,
    )
    expect(codes).toEqual(['Personal', 'SPS', 'N'])
  })

  test.each([
    ['nobody', '9000000033'],
    ['of a restricted patient', '9727022820'],
    ['of a very restricted patient', '9727024610'],
  ])('are none for %s', async (_, nhsNumber) => {
    const { status, json } = await get(nhsNumber)
    expect([status, json.total]).toEqual([200, 0])
    expect(json).not.toHaveProperty('entry')
  })

  test('are shown to the patient, and not to another', async () => {
    expect((await get('9000000009', patientToken(world, '9000000009'))).status).toBe(200)
    expect((await get('9000000009', patientToken(world, '9000000017'))).status).toBe(403)
  })

  test.each([
    ['9000000000', 400, 'INVALID_RESOURCE_ID'],
    ['9111231130', 404, 'RESOURCE_NOT_FOUND'],
    ['9990003343', 404, 'INVALIDATED_RESOURCE'],
  ])('of %s: %i %s', async (nhsNumber, status, code) => {
    expect(refusalOf(await get(nhsNumber))).toMatchObject({ status, code })
  })
})
