import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { type Control, controlOf } from '../../admin/support.js'
import { type Reply, request } from '../../support/client.js'

/** What a change through the control API means to a token that was issued before it. */

const GP = '021600556514'
const AT_R69 = '555254240100'
const AT_R68 = '600000000110'
const APPLICATION = '/applications/SandboxDemoApplication0000000001'
const PATIENT = '9912003071'

let sandbox: RunningSandbox
let world: SandboxWorld
let control: Control
let made = 0

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.world(`standing-${++made}`)
  control = controlOf(world)
})

const get = (token: string, path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  request(`${world.url}${path}`, { headers: { Authorization: `Bearer ${token}`, ...headers } })

const CALLS: Readonly<Record<string, (token: string) => Promise<Reply>>> = {
  userinfo: (token) => get(token, '/oauth2-mock/userinfo'),
  A030: (token) => get(token, '/referrals/FHIR/R4/PractitionerRole'),
  'e-RS': (token) =>
    get(token, '/referrals/FHIR/STU3/CodeSystem/SPECIALTY', {
      'NHSD-End-User-Organisation-ODS': 'R69',
      'NHSD-eRS-Business-Function': 'REFERRING_CLINICIAN',
    }),
  PDS: (token) =>
    get(token, '/personal-demographics/FHIR/R4/Patient/9000000009', {
      'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
      'NHSD-Session-URID': AT_R69,
    }),
}

/** Status of every call with one token. */
const statuses = async (token: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(CALLS).map(
        async ([name, call]) => [name, (await call(token)).status] as const,
      ),
    ),
  )

const ALL_WELL = { userinfo: 200, A030: 200, 'e-RS': 200, PDS: 200 }
const ALL_REFUSED = { userinfo: 401, A030: 401, 'e-RS': 401, PDS: 401 }

/** A token that works everywhere. */
async function issued(): Promise<string> {
  const token = world.token({ user: GP, application: 'SandboxDemoApplication0000000001' })
  expect(await statuses(token)).toEqual(ALL_WELL)
  return token
}

describe('counts on the next call of an issued token:', () => {
  test('a role that is taken away', async () => {
    const token = await issued()
    await control('DELETE', `/practitioners/${GP}/roles/${AT_R69}`)
    const roles = (await CALLS.userinfo?.(token))?.json.nhsid_nrbac_roles
    expect(roles.map((role: { person_roleid: string }) => role.person_roleid)).toEqual([AT_R68])
    const organisations = (await CALLS.A030?.(token))?.json.entry.map(
      (entry: { resource: { organization: { identifier: { value: string } } } }) =>
        entry.resource.organization.identifier.value,
    )
    expect(organisations).toEqual(['R68'])
    const ers = await CALLS['e-RS']?.(token)
    expect([ers?.status, ers?.json.issue[0].diagnostics]).toEqual([
      403,
      `User (${GP}) has no roles at Organisation (R69).`,
    ])
    const pds = await CALLS.PDS?.(token)
    expect([pds?.status, pds?.json.issue[0].diagnostics]).toEqual([
      400,
      expect.stringContaining(`Invalid value - '${AT_R69}' in header 'NHSD-Session-URID'`),
    ])
  })

  test('an activity that is taken away', async () => {
    const token = await issued()
    await control('PATCH', `/practitioners/${GP}/roles/${AT_R69}`, { activities: ['B1102'] })
    expect(await statuses(token)).toEqual({ ...ALL_WELL, 'e-RS': 403 })
  })

  test('the role chosen at login, taken away', async () => {
    await control('PATCH', `/users/${GP}`, { selectedRole: AT_R69 })
    const token = await issued()
    await control('DELETE', `/practitioners/${GP}/roles/${AT_R69}`)
    expect((await CALLS.PDS?.(token))?.status).toBe(400)
  })

  test.each(['revoked', 'developer-inactive', 'company-inactive'])(
    'an application that is %s',
    async (status) => {
      const token = await issued()
      await control('PATCH', APPLICATION, { status })
      expect(await statuses(token)).toEqual(ALL_REFUSED)
      await control('PATCH', APPLICATION, { status: 'approved' })
      expect(await statuses(token)).toEqual(ALL_WELL)
    },
  )

  test('an application that is removed', async () => {
    const token = await issued()
    await control('DELETE', APPLICATION)
    expect(await statuses(token)).toEqual(ALL_REFUSED)
  })

  test('products that are taken away', async () => {
    const token = await issued()
    await control('PATCH', APPLICATION, { products: ['e-referrals-service-api'] })
    expect(await statuses(token)).toEqual({ ...ALL_WELL, PDS: 401 })
  })

  test('an ASID that is taken away', async () => {
    const token = await issued()
    await control('PATCH', APPLICATION, { asid: null })
    expect(await statuses(token)).toEqual({ userinfo: 200, A030: 403, 'e-RS': 403, PDS: 400 })
  })

  test('AAL2: the scopes of that level take the place of the others', async () => {
    const token = await issued()
    await control('PATCH', APPLICATION, {
      scopes: [
        'urn:nhsd:apim:user-nhs-id:aal3:e-referrals-service-api',
        'urn:nhsd:apim:user-nhs-id:aal3:personal-demographics-service',
        'urn:nhsd:apim:user-nhs-cis2:aal2:personal-demographics-service',
      ],
    })
    await control('PATCH', `/users/${GP}`, { aal: 2 })
    expect(await statuses(token)).toEqual({ userinfo: 200, A030: 401, 'e-RS': 401, PDS: 200 })
    expect((await CALLS['e-RS']?.(token))?.json.issue[0].diagnostics).toBe(
      'The authentication method utilised is not currently supported. Contact your local Registration Authority or IT department for help.',
    )
  })

  test('AAL1, which no scope names', async () => {
    const token = await issued()
    await control('PATCH', `/users/${GP}`, { aal: 1 })
    expect(await statuses(token)).toEqual(ALL_REFUSED)
    await control('PATCH', `/users/${GP}`, { aal: 3 })
    expect(await statuses(token)).toEqual(ALL_WELL)
  })

  test('an identity assurance level below 3', async () => {
    const token = await issued()
    await control('PATCH', `/practitioners/${GP}`, { identityAssurance: 2 })
    expect(await statuses(token)).toEqual({ ...ALL_WELL, A030: 401, 'e-RS': 401 })
    expect((await CALLS.userinfo?.(token))?.json.idassurancelevel).toBe('2')
    expect((await CALLS.A030?.(token))?.json.issue[0].diagnostics).toContain(
      "We couldn't verify your identity.",
    )
  })

  test('a test user who is removed, alone or with the person', async () => {
    const token = await issued()
    await control('DELETE', `/users/${GP}`)
    expect(await statuses(token)).toEqual(ALL_REFUSED)
    await control('POST', '/users', { userId: GP })
    expect(await statuses(token)).toEqual(ALL_WELL)
    await control('DELETE', `/practitioners/${GP}`)
    expect(await statuses(token)).toEqual(ALL_REFUSED)
  })

  test('the end of the user’s sessions', async () => {
    const [token, other] = [await issued(), await issued()]
    expect((await control('DELETE', `/users/${GP}/sessions`)).json).toEqual({ ended: 2 })
    for (const one of [token, other]) expect(await statuses(one)).toEqual(ALL_REFUSED)
    expect((await control('DELETE', `/users/${GP}/sessions`)).json).toEqual({ ended: 0 })
    expect((await control('DELETE', '/users/nobody/sessions')).status).toBe(404)
    await issued()
  })

  test('a token that is revoked, and no other', async () => {
    const [token, other] = [await issued(), await issued()]
    expect((await control('DELETE', `/tokens/${token}`)).status).toBe(204)
    expect(await statuses(token)).toEqual(ALL_REFUSED)
    expect(await statuses(other)).toEqual(ALL_WELL)
    expect((await control('DELETE', '/tokens/unknown')).status).toBe(404)
  })

  test('a patient who is proved less', async () => {
    const token = world.token({ user: PATIENT, application: 'SandboxDemoApplication0000000001' })
    const own = () =>
      get(token, `/personal-demographics/FHIR/R4/Patient/${PATIENT}`, {
        'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
      })
    expect((await own()).status).toBe(200)
    await control('PATCH', `/users/${PATIENT}`, { vectorOfTrust: 'P9.Cp' })
    expect((await own()).status).toBe(403)
    await control('PATCH', `/users/${PATIENT}`, { proofing: 'P5' })
    expect((await own()).status).toBe(401)
  })
})
