import { describe, expect, test } from 'vitest'
import { ownSandbox } from './support.js'

const { control } = ownSandbox()

describe('a healthcare worker', () => {
  test('is added with the person and their roles in one call', async () => {
    const person = {
      title: 'Dr',
      given: 'Ada',
      family: 'Newcomer',
      roles: [
        { odsCode: 'R69', businessFunctions: ['REFERRING_CLINICIAN'], activities: ['B0825'] },
      ],
    }
    const { status, json } = await control('POST', '/users', { person, aal: 2 })
    expect([status, json]).toEqual([
      201,
      {
        username: expect.stringMatching(/^\d{12}$/),
        name: 'Dr Ada Newcomer',
        provider: 'nhs-cis2',
        userId: json.username,
        authenticationAssurance: 2,
        identityAssurance: 3,
        amr: 'TOTP',
        organisations: [{ odsCode: 'R69', businessFunctions: ['REFERRING_CLINICIAN'] }],
      },
    ])
    const shown = await control('GET', `/practitioners/${json.userId}`)
    expect(shown.json.roles).toEqual([
      {
        roleId: expect.stringMatching(/^\d{12}$/),
        odsCode: 'R69',
        jobRole: 'R8000',
        activities: ['B0825', 'B1101'],
        businessFunctions: ['REFERRING_CLINICIAN'],
      },
    ])
    expect((await control('GET', `/users/${json.username}`)).json).toEqual(json)
  })

  test('may be a second login of somebody who is there', async () => {
    const body = { username: 'pellworth-at-home', userId: '021600556514', aal: 2, amr: 'FIDO2' }
    const { status, json } = await control('POST', '/users', body)
    expect(status).toBe(201)
    expect(json).toMatchObject({ name: 'Dr Marcus Pellworth', amr: 'FIDO2' })
    const level = await control('PATCH', '/users/pellworth-at-home', { aal: 3 })
    expect(level.json).toMatchObject({ authenticationAssurance: 3, amr: 'N3_SMARTCARD' })
    const role = await control('PATCH', '/users/pellworth-at-home', {
      selectedRole: '555254240100',
    })
    expect(role.json.selectedRole).toBe('555254240100')
    const none = await control('PATCH', '/users/pellworth-at-home', { selectedRole: null })
    expect(none.json).not.toHaveProperty('selectedRole')
  })
})

describe('a patient', () => {
  test('logs in by NHS number unless another user name is given', async () => {
    const added = await control('POST', '/users', {
      provider: 'nhs-login',
      nhsNumber: '9000000009',
    })
    expect([added.status, added.json]).toEqual([
      201,
      {
        username: '9000000009',
        name: 'Patient 9000000009',
        provider: 'nhs-login',
        nhsNumber: '9000000009',
        proofing: 'P9',
        vectorOfTrust: 'P9.Cp.Cd',
        organisations: [],
      },
    ])
    const lower = await control('PATCH', '/users/9000000009', { proofing: 'P5' })
    expect(lower.json).toMatchObject({ proofing: 'P5', vectorOfTrust: 'P5.Cp.Cd' })
    expect((await control('DELETE', '/users/9000000009')).status).toBe(204)
    expect((await control('GET', '/users/9000000009')).status).toBe(404)
  })
})

describe('practitioners and roles', () => {
  test('are added, changed and removed; removing a person removes their logins', async () => {
    const added = await control('POST', '/practitioners', { given: 'Bo', family: 'Temp' })
    const { userId } = added.json
    expect([added.status, added.json]).toEqual([
      201,
      { userId, given: 'Bo', family: 'Temp', active: true, identityAssurance: 3, roles: [] },
    ])
    await control('POST', '/users', { userId, username: 'bo' })
    const path = `/practitioners/${userId}`
    const changed = await control('PATCH', path, { identityAssurance: 2, email: 'bo@example.org' })
    expect(changed.json).toMatchObject({ identityAssurance: 2, email: 'bo@example.org' })
    const role = await control('POST', `${path}/roles`, { odsCode: 'R69', activities: ['B1120'] })
    expect([role.status, role.json.businessFunctions]).toEqual([201, ['SERVICE_PROVIDER_ADMIN']])
    const { roleId } = role.json
    const other = await control('PATCH', `${path}/roles/${roleId}`, { jobRole: 'R8008' })
    expect(other.json).toEqual({ ...role.json, jobRole: 'R8008' })
    expect((await control('DELETE', `${path}/roles/${roleId}`)).status).toBe(204)
    expect((await control('GET', path)).json.roles).toEqual([])
    expect((await control('DELETE', path)).status).toBe(204)
    for (const gone of [path, '/users/bo']) expect((await control('GET', gone)).status).toBe(404)
  })

  test('are listed', async () => {
    const ids = (await control('GET', '/practitioners')).json.map(
      ({ userId }: { userId: string }) => userId,
    )
    expect(ids).toContain('021600556514')
  })
})

describe('what cannot be', () => {
  const DOCTOR = '/practitioners/021600556514'
  test.each<[string, string, unknown, number, string]>([
    ['POST', '/users', {}, 422, 'userId: name a practitioner of this world, or describe a new one'],
    ['POST', '/users', { userId: '1' }, 400, 'userId: an SDS user id (12 digits)'],
    ['POST', '/users', { userId: '111111111110' }, 422, "no practitioner '111111111110'"],
    ['POST', '/users', { userId: '021600556514' }, 409, "user name '021600556514' is taken"],
    ['POST', '/users', { userId: '021600556514', aal: 4 }, 400, 'aal'],
    [
      'POST',
      '/users',
      { person: { given: 'A', family: 'B', roles: [{ odsCode: 'NOWHERE' }] } },
      422,
      "person: roles.0.odsCode: there is no organisation 'NOWHERE'",
    ],
    [
      'POST',
      '/users',
      { person: { userId: '021600556514', given: 'A', family: 'B' } },
      409,
      "person: the user id '021600556514' is taken",
    ],
    [
      'POST',
      '/users',
      { provider: 'nhs-login', nhsNumber: '9999999999' },
      422,
      "nhsNumber: there is no patient '9999999999'",
    ],
    ['PATCH', '/users/021600556514', { proofing: 'P5' }, 422, 'proofing: unknown field'],
    ['PATCH', '/users/nobody', { aal: 3 }, 404, "no test user 'nobody'"],
    ['DELETE', '/users/nobody', undefined, 404, "no test user 'nobody'"],
    ['POST', '/practitioners', { given: 'A' }, 400, 'family'],
    ['PATCH', '/practitioners/1', { given: 'A' }, 404, "no practitioner '1'"],
    ['DELETE', '/practitioners/1', undefined, 404, "no practitioner '1'"],
    ['POST', `${DOCTOR}/roles`, { odsCode: 'r69' }, 400, 'odsCode: an ODS code'],
    ['POST', `${DOCTOR}/roles`, { odsCode: 'R69', activities: ['X'] }, 400, 'an activity'],
    [
      'POST',
      `${DOCTOR}/roles`,
      { odsCode: 'R69', businessFunctions: ['X'] },
      400,
      'REFERRING_ADMIN',
    ],
    ['POST', `${DOCTOR}/roles`, { roleId: '555254240100', odsCode: 'R69' }, 409, '555254240100'],
    ['PATCH', `${DOCTOR}/roles/1`, { odsCode: 'R69' }, 404, "no role profile '1'"],
    ['DELETE', `${DOCTOR}/roles/1`, undefined, 404, "no role profile '1'"],
  ])('%s %s %o', async (method, path, body, status, detail) => {
    const reply = await control(method, path, body)
    expect([reply.status, reply.json.detail]).toEqual([status, expect.stringContaining(detail)])
  })

  test('leaves nothing behind: a person whose login cannot be is not added', async () => {
    const person = { userId: '999999999990', given: 'A', family: 'B' }
    const reply = await control('POST', '/users', { username: '021600556514', person })
    expect(reply.status).toBe(409)
    expect((await control('GET', '/practitioners/999999999990')).status).toBe(404)
  })
})
