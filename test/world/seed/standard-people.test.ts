import { beforeAll, describe, expect, test } from 'vitest'
import { functionsAt } from '../../../src/services/ers/domain/business-function.js'
import { checkSeed } from '../../../src/world/seed/check.js'
import { Images } from '../../../src/world/seed/images.js'
import { Store } from '../../../src/world/store.js'
import { applications } from '../../../src/world/tables/application.js'
import { loginUsers } from '../../../src/world/tables/login-user.js'
import { practitioners } from '../../../src/world/tables/practitioner.js'
import { servicesOfClinician } from '../../../src/world/tables/workgroup.js'

let store: Store

beforeAll(async () => {
  const images = new Images()
  await images.warm()
  store = Store.inMemory(images.laidOut(images.complete(), Date.parse('2026-11-23T12:00:00Z')))
})

test('the standard set has no problems', async () => {
  expect((await checkSeed('standard')).map(String)).toEqual([])
})

describe('people', () => {
  test.each([
    ['021600556514', 'R69', ['REFERRING_CLINICIAN']],
    ['021600556514', 'R68', ['REFERRING_CLINICIAN', 'SERVICE_PROVIDER_CLINICIAN']],
    ['103264992985', 'R69', ['REFERRING_CLINICIAN', 'REFERRING_CLINICIAN_ADMIN']],
    ['103264994981', 'R69', ['SERVICE_PROVIDER_CLINICIAN']],
    ['921600556514', 'R68', ['REFERRING_CLINICIAN']],
    [
      '000000000101',
      'R69',
      ['SERVICE_DEFINER', 'SERVICE_PROVIDER_CLINICIAN', 'SERVICE_PROVIDER_ADMIN'],
    ],
    ['000000000101', 'R68', ['REFERRING_CLINICIAN']],
    ['111111111111', 'R69', ['SERVICE_PROVIDER_CLINICIAN']],
    ['021600556513', 'R69', ['REFERRING_CLINICIAN']],
    ['555073103100', 'D82106', ['REFERRING_CLINICIAN']],
    ['555031998104', 'D82106', ['REFERRING_CLINICIAN_ADMIN']],
    ['555031998103', 'D82106', ['REFERRING_ADMIN']],
    ['555032006106', 'RCD', ['SERVICE_PROVIDER_CLINICIAN']],
    ['555032006103', 'RCD', ['SERVICE_PROVIDER_ADMIN']],
    ['555031998104', 'RCD', ['SERVICE_PROVIDER_CLINICIAN_ADMIN']],
    ['200000000001', 'Y99001', ['REFERRING_CLINICIAN']],
    ['200000000002', 'Y99001', ['REFERRING_CLINICIAN_ADMIN', 'REFERRING_ADMIN']],
    ['200000000003', 'RZZ', ['SERVICE_PROVIDER_CLINICIAN']],
    ['200000000004', 'RZZ', ['SERVICE_PROVIDER_CLINICIAN_ADMIN', 'SERVICE_PROVIDER_ADMIN']],
  ])('%s at %s has %j', (userId, odsCode, functions) => {
    const person = practitioners.find(store, userId)
    expect(person && functionsAt(person, odsCode)).toEqual(functions)
  })

  test.each(['004377014925', '021600556111', '103264994345', '103264994989'])(
    '%s, who attaches files in the examples, works at R69',
    (userId) => {
      expect(practitioners.find(store, userId)?.roles[0]?.odsCode).toBe('R69')
    },
  )

  test.each([
    ['555031998104', 'RCD', '555031999105'],
    ['103264994989', 'R69', '111111111111'],
    ['200000000004', 'RZZ', '200000000003'],
  ])('%s may act at %s for %s', (userId, odsCode, clinician) => {
    const person = practitioners.find(store, userId)
    expect(person?.onBehalfOf).toContainEqual({ odsCode, userId: clinician })
  })

  test('555031999105 has identity assurance level 2, everybody else 3', () => {
    const lower = practitioners.list(store).filter(({ identityAssurance }) => identityAssurance < 3)
    expect(lower.map(({ userId }) => userId)).toEqual(['555031999105'])
  })

  test.each([
    ['103264994981', 'R69', '11002'],
    ['000000000101', 'R69', '11002'],
    ['111111111111', 'R69', '11004'],
    ['021600556514', 'R68', '60012'],
    ['555032006106', 'RCD', '60010'],
    ['200000000003', 'RZZ', '60004'],
  ])('%s at %s looks after service %s', (userId, odsCode, service) => {
    expect(servicesOfClinician(store, odsCode, userId)).toContain(service)
  })
})

describe('logins', () => {
  test('every person who works can log in by the user id', () => {
    const names = new Set(
      loginUsers.list(store).flatMap((user) => (user.provider === 'nhs-cis2' ? [user.userId] : [])),
    )
    const without = practitioners.list(store).filter(({ userId }) => !names.has(userId))
    expect(without.map(({ family }) => family)).toEqual(['Application'])
  })

  test.each([
    ['656005750104', 3, 'R8008'],
    ['656005750107', 3, 'R8000'],
    ['656005750108', 3, 'R0260'],
    ['656005750109', 2, 'R8000'],
    ['656005750111', 2, 'R0260'],
    ['656005750112', 2, 'R8008'],
    ['656005750110', 1, 'R8000'],
    ['656005750105', 3, 'R8000'],
    ['656005750106', 3, 'R8001'],
    ['787807429512', 3, 'R8000'],
    ['Aal3', 3, undefined],
  ])('%s reaches AAL%i as %s', (username, aal, jobRole) => {
    const user = loginUsers.find(store, username)
    if (user?.provider !== 'nhs-cis2') throw new Error('no such healthcare worker')
    expect(user.aal).toBe(aal)
    expect(practitioners.find(store, user.userId)?.roles[0]?.jobRole).toBe(jobRole)
  })

  test('the published oddities are there', () => {
    expect(loginUsers.find(store, '656005750107')).toMatchObject({ selectedRole: '555254242105' })
    expect(loginUsers.find(store, '656005750109')).toMatchObject({ amr: 'TOTP' })
    expect(loginUsers.find(store, 'Aal4')).toMatchObject({ selectedRole: '' })
    expect(loginUsers.find(store, 'Aal5')).toMatchObject({ malformedRoles: true })
    const roles = (id: string) => practitioners.find(store, id)?.roles.map(({ roleId }) => roleId)
    expect(roles('656005750104')).toEqual(['656014452101', '656005754108'])
    expect(roles('787807429512')).toEqual(['555254242105'])
  })

  test.each([
    ['9912003071', 'P9'],
    ['9912003072', 'P5'],
    ['9912003073', 'P0'],
    ['9472063845', 'P9'],
  ])('patient %s logs in at %s', (username, proofing) => {
    expect(loginUsers.find(store, username)).toMatchObject({ nhsNumber: username, proofing })
  })
})

test('applications of every kind are there, each marked as a test one', () => {
  const found = applications.list(store)
  expect(found.every(({ name }) => name.endsWith('(test)'))).toBe(true)
  const one = (test: (application: (typeof found)[number]) => boolean) => found.some(test)
  expect(one(({ asid }) => asid === undefined)).toBe(true)
  expect(one(({ keys }) => keys === undefined)).toBe(true)
  expect(one(({ appRestricted }) => appRestricted === undefined)).toBe(true)
  expect(one(({ status }) => status === 'revoked')).toBe(true)
  expect(one(({ identityService }) => !identityService)).toBe(true)
  expect(one(({ allowedOrganisations }) => allowedOrganisations !== undefined)).toBe(true)
  expect(one(({ flowVariables }) => flowVariables !== undefined)).toBe(true)
})
