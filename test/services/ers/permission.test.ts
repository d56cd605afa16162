import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, refusal, type Who } from '../../support/client.js'
import { refer } from '../../support/ers-steps.js'
import { control } from './documents/support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let ubrn: string

beforeAll(async () => {
  sandbox = await startSandbox()
  world = sandbox.world('permission')
  ubrn = (await refer(new ErsClient(world, GP))).json.id
})
afterAll(() => sandbox.close())

const ADMIN: Who = {
  user: '103264994989',
  organisation: 'R69',
  role: 'SERVICE_PROVIDER_CLINICIAN_ADMIN',
}

const readReferral = (who: Who, headers: Record<string, string> = {}) =>
  new ErsClient(world, who).get(`/STU3/ReferralRequest/${ubrn}`, headers)

describe('e-RS refuses with FORBIDDEN', () => {
  test.each<[string, Who, Record<string, string>, string]>([
    [
      'a user without the function at the organisation',
      { ...GP, role: 'SERVICE_PROVIDER_CLINICIAN' },
      {},
      'User (021600556514) does not have Business Function (SERVICE_PROVIDER_CLINICIAN) at Organisation (R69).',
    ],
    [
      'a user without any role at the organisation',
      { ...GP, organisation: 'RCD' },
      {},
      'User (021600556514) has no roles at Organisation (RCD).',
    ],
    [
      'an organisation that does not exist',
      { ...GP, organisation: 'ZZZ99' },
      {},
      'Organisation (ZZZ99) is not a known organisation.',
    ],
    [
      'a call without organisation',
      GP,
      { 'NHSD-End-User-Organisation-ODS': '' },
      'Organisation () is not a known organisation.',
    ],
    [
      'a clinician who acts on behalf of another',
      CONSULTANT,
      { 'NHSD-eRS-On-Behalf-Of-User-ID': '555367989103' },
      'On Behalf Of User ID (555367989103) is not permitted for Business Function (SERVICE_PROVIDER_CLINICIAN).',
    ],
    [
      'an admin who does not say on whose behalf',
      ADMIN,
      {},
      'On Behalf Of User ID is required for Business Function (SERVICE_PROVIDER_CLINICIAN_ADMIN).',
    ],
    [
      'an admin who acts for somebody else’s clinician',
      ADMIN,
      { 'NHSD-eRS-On-Behalf-Of-User-ID': '021600556514' },
      'On Behalf Of User ID (021600556514) is not a user on whose behalf user (103264994989) may act.',
    ],
  ])('%s', async (_what, who, headers, diagnostics) => {
    const answer = await readReferral(who, headers)
    expect(refusal(answer)).toEqual([403, 'FORBIDDEN'])
    expect(answer.json.issue[0]).toMatchObject({
      severity: 'error',
      code: 'forbidden',
      diagnostics,
    })
  })

  test('a function that the operation is not for', async () => {
    const answer = await new ErsClient(world, GP).send(
      `/STU3/ReferralRequest/${ubrn}/$ers.acceptReferral`,
      { method: 'POST', headers: { 'If-Match': 'W/"1"' } },
    )
    expect(refusal(answer)).toEqual([403, 'FORBIDDEN'])
  })

  test('in R4 with its own code and system', async () => {
    const answer = await new ErsClient(world, CONSULTANT).get('/R4/HealthcareService/11000')
    expect(refusal(answer)).toEqual([403, 'REC_FORBIDDEN'])
    expect(answer.json.issue[0].details.coding[0].system).toBe(
      'https://fhir.nhs.uk/CodeSystem/http-error-codes',
    )
    expect(answer.json.meta.lastUpdated).toMatch(/Z$/)
  })
})

describe('an admin', () => {
  test('is told for whom they may act (A040), and may then act for them', async () => {
    const listed = await new ErsClient(world, ADMIN).get('/R4/Practitioner?_query=onBehalfOf')
    const ids = listed.json.entry.map((entry: { resource: { id: string } }) => entry.resource.id)
    expect(ids).toContain('111111111111')
    const list = await new ErsClient(world, { ...ADMIN, onBehalfOf: '111111111111' }).get(
      '/STU3/CodeSystem/PRIORITY',
    )
    expect(list.status).toBe(200)
  })

  test('who acts for nobody is told so by a bundle without entries', async () => {
    const added = await control(world.url, 'PATCH', `/practitioners/${ADMIN.user}`, {
      onBehalfOf: [],
    })
    expect(added.status, await added.text()).toBeLessThan(300)
    const { json } = await new ErsClient(world, ADMIN).get('/R4/Practitioner?_query=onBehalfOf')
    expect(json).toMatchObject({
      total: 0,
      meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Bundle'] },
    })
    expect(json).not.toHaveProperty('entry')
  })

  test('must ask A040 by its query', async () => {
    const answer = await new ErsClient(world, ADMIN).get('/R4/Practitioner?_query=all')
    expect(refusal(answer)).toEqual([400, 'REC_BAD_REQUEST'])
  })
})

const PROVIDER = 'ProviderApplication0000000000002'
const REFERRER = 'ReferrerApplication0000000000003'

describe('an application on its own', () => {
  const asApplication = (application: string, path: string) =>
    fetch(`${world.url}/referrals/FHIR${path}`, {
      headers: { Authorization: `Bearer ${world.token({ application })}` },
    })

  test('of a provider reads what providers may, and nothing of referrers', async () => {
    expect((await asApplication(PROVIDER, '/STU3/CodeSystem/PRIORITY')).status).toBe(200)
    expect((await asApplication(PROVIDER, '/R4/HealthcareService/11000')).status).toBe(403)
    expect((await asApplication(PROVIDER, '/R4/PractitionerRole')).status).toBe(403)
  })

  test('of a referrer reads the directory', async () => {
    expect((await asApplication(REFERRER, '/R4/HealthcareService/11000')).status).toBe(200)
    expect((await asApplication(REFERRER, `/STU3/ReferralRequest/${ubrn}`)).status).toBe(403)
  })
})

test('a header On Behalf Of that is empty is none', async () => {
  const token = world.token({ user: GP.user })
  const answer = await fetch(`${world.url}/referrals/FHIR/STU3/ReferralRequest/${ubrn}`, {
    headers: {
      Authorization: `Bearer ${token}`,
      'NHSD-End-User-Organisation-ODS': GP.organisation,
      'NHSD-eRS-Business-Function': GP.role,
      'NHSD-eRS-On-Behalf-Of-User-ID': ' ',
    },
  })
  expect(answer.status).toBe(200)
})

test('another organisation has no relationship with the referral', async () => {
  const answer = await readReferral({ ...GP, organisation: 'R68' })
  expect(refusal(answer)).toEqual([422, 'NO_RELATIONSHIP'])
})
