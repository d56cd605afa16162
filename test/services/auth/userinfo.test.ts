import { describe, expect, test } from 'vitest'
import { issueApplicationToken } from '../../../src/services/auth/issue-token.js'
import { accessTokens } from '../../../src/world/tables/access-token.js'
import { applications } from '../../../src/world/tables/application.js'
import { loginUsers } from '../../../src/world/tables/login-user.js'
import { practitioners } from '../../../src/world/tables/practitioner.js'
import { writeSetting } from '../../../src/world/tables/setting.js'
import type { World } from '../../../src/world/world.js'
import {
  APP_SCOPE,
  addPeople,
  CLIENT,
  codeFor,
  DOCTOR,
  exchangeCode,
  newService,
  newWorld,
  postForm,
  type Reply,
  refusal,
  register,
  SECRET,
  START,
  send,
  USER_SCOPE,
} from './support.js'

const service = newService()
const PATIENT_SCOPE = 'urn:nhsd:apim:user-nhs-login:P9:personal-demographics-service'

function newPeopledWorld(): World {
  const world = newWorld()
  register(world, { scopes: [USER_SCOPE, APP_SCOPE, PATIENT_SCOPE] })
  addPeople(world)
  return world
}

const ask = (world: World, token: string, base = '/oauth2-mock'): Promise<Reply> =>
  send(service, world, `${base}/userinfo`, { headers: { Authorization: `Bearer ${token}` } })

async function tokenOf(world: World, username: string, how = {}): Promise<string> {
  const code = await codeFor(service, world, username, how)
  return (await exchangeCode(service, world, code)).json.access_token
}

const role = {
  person_orgid: expect.stringMatching(/^\d{12}$/),
  person_roleid: '555300010108',
  org_code: 'D82106',
  role_name: '"Clinical":"Clinical Provision":"Clinical Practitioner Access Role"',
  role_code: 'S8000:G8000:R8000',
  activities: ['Manage Outbound Referrals', 'Amend Patient Demographics'],
  activity_codes: ['B1101', 'B0825'],
}

describe('userinfo', () => {
  test('of a CIS2 login tells what its two scopes tell', async () => {
    const world = newPeopledWorld()
    const token = await tokenOf(world, 'doctor', { base: '/oauth2' })
    const { status, json } = await ask(world, token, '/oauth2')
    expect(status).toBe(200)
    expect(json).toEqual({
      sub: DOCTOR.userId,
      nhsid_useruid: DOCTOR.userId,
      name: 'ASHDOWN Morgan (Dr)',
      nhsid_nrbac_roles: [role],
    })
  })

  test('of a mock login tells all claims that have a value', async () => {
    const world = newPeopledWorld()
    const { json } = await ask(world, await tokenOf(world, 'doctor'))
    const orgid = json.nhsid_nrbac_roles[0].person_orgid
    expect(json).toEqual({
      sub: DOCTOR.userId,
      uid: DOCTOR.userId,
      nhsid_useruid: DOCTOR.userId,
      title: 'Dr',
      given_name: 'Morgan',
      initials: 'M',
      family_name: 'Ashdown',
      name: 'ASHDOWN Morgan (Dr)',
      display_name: 'Morgan Ashdown',
      email: 'morgan.ashdown@example.nhs.uk',
      idassurancelevel: '3',
      gmc_id: 'C0000001',
      nhsid_nrbac_roles: [role],
      nhsid_user_orgs: [{ org_name: 'EXAMPLE MEDICAL CENTRE', org_code: 'D82106' }],
      nhsid_org_memberships: [
        { person_orgid: orgid, org_name: 'EXAMPLE MEDICAL CENTRE', org_code: 'D82106' },
      ],
      nhsid_org_roles: [
        { person_orgid: orgid, org_name: 'EXAMPLE MEDICAL CENTRE', org_code: 'D82106' },
      ],
    })
  })

  test('follows the directory as it is now', async () => {
    const world = newPeopledWorld()
    const token = await tokenOf(world, 'doctor')
    practitioners.save(world.store, { ...DOCTOR, roles: [] })
    expect((await ask(world, token)).json).not.toHaveProperty('nhsid_nrbac_roles')
  })

  test.each([
    ['a role chosen at login', { selectedRole: '555254242105' }, 'selected_roleid', '555254242105'],
    ['an empty chosen role', { selectedRole: '' }, 'selected_roleid', ''],
  ])('shows %s', async (_name, oddity, claim, expected) => {
    const world = newPeopledWorld()
    const login = {
      username: 'odd',
      provider: 'nhs-cis2',
      userId: DOCTOR.userId,
      aal: 3,
      amr: 'X',
    } as const
    loginUsers.save(world.store, { ...login, ...oddity })
    expect((await ask(world, await tokenOf(world, 'odd'))).json[claim]).toBe(expected)
  })

  test('shows a malformed role list: elements without person_roleid', async () => {
    const world = newPeopledWorld()
    loginUsers.save(world.store, {
      username: 'odd',
      provider: 'nhs-cis2',
      userId: DOCTOR.userId,
      aal: 3,
      amr: 'X',
      malformedRoles: true,
    })
    const { json } = await ask(world, await tokenOf(world, 'odd'))
    expect(json.nhsid_nrbac_roles[0]).not.toHaveProperty('person_roleid')
  })

  test('still answers a refreshed token, until the provider’s own token has ended', async () => {
    const world = newPeopledWorld()
    const first = (await exchangeCode(service, world, await codeFor(service, world, 'doctor'))).json
    const refresh = async (refresh_token: string) =>
      (
        await postForm(service, world, '/oauth2-mock/token', {
          grant_type: 'refresh_token',
          refresh_token,
          client_id: CLIENT,
          client_secret: SECRET,
        })
      ).json
    world.clock.set(START + 3_599_000)
    const second = await refresh(first.refresh_token)
    expect((await ask(world, second.access_token)).status).toBe(200)
    world.clock.set(START + 3_600_000)
    expect((await ask(world, second.access_token)).status).toBe(401)
  })
})

describe('userinfo refuses', () => {
  const UNSUPPORTED =
    'The Userinfo endpoint is only supported for Combined Auth integrations. Currently this is only for NHS CIS2 authentications - for more guidance see https://digital.nhs.uk/developer/guides-and-documentation/security-and-authorisation/user-restricted-restful-apis-nhs-cis2-combined-authentication-and-authorisation'

  test('tokens that are not of a combined CIS2 login', async () => {
    const world = newPeopledWorld()
    const patient = await tokenOf(world, '9999999468', { query: '&scope=nhs-login' })
    const application = issueApplicationToken(world, CLIENT)
    const user = accessTokens.find(world.store, await tokenOf(world, 'doctor'))
    const { sessionId: _, ...separate } = { sessionId: '', ...user, token: 'separate' }
    accessTokens.save(world.store, { ...separate, grant: 'token_exchange' } as never)
    const tokens = [patient, application.ok ? application.token.token : '', 'separate']
    for (const token of tokens)
      expect(refusal(await ask(world, token))).toEqual([400, 'invalid_request', UNSUPPORTED])
  })

  test('no token, an unknown, a revoked and an expired one', async () => {
    const world = newPeopledWorld()
    const token = await tokenOf(world, 'doctor')
    expect((await send(service, world, '/oauth2/userinfo')).status).toBe(401)
    const unknown = await ask(world, 'unknown')
    expect(refusal(unknown).slice(0, 2)).toEqual([401, 'unknown_error'])
    expect(unknown.header('WWW-Authenticate')).toContain('error="invalid_token"')
    world.clock.set(START + 599_999)
    expect((await ask(world, token)).status).toBe(200)
    world.clock.set(START + 600_000)
    expect((await ask(world, token)).status).toBe(401)
    world.clock.set(START)
    const found = accessTokens.find(world.store, token)
    accessTokens.save(world.store, { ...found, revoked: true } as never)
    expect((await ask(world, token)).status).toBe(401)
  })

  test('more calls than the rate limit allows', async () => {
    const world = newPeopledWorld()
    const token = await tokenOf(world, 'doctor')
    writeSetting(world.store, 'rateLimits', { 'identity-service': { quota: 1 } })
    expect((await ask(world, token)).status).toBe(200)
    expect(refusal(await ask(world, token)).slice(0, 2)).toEqual([429, 'unknown_error'])
  })

  test('a token of an application that was revoked', async () => {
    const world = newPeopledWorld()
    const token = await tokenOf(world, 'doctor')
    const application = applications.find(world.store, CLIENT)
    applications.save(world.store, { ...application, status: 'revoked' } as never)
    expect((await ask(world, token)).status).toBe(401)
  })
})
