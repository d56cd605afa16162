import { Client } from 'ldapts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../../src/library/index.js'
import { controlOf } from '../../admin/support.js'
import { request } from '../../support/client.js'
import { INTERACTION, ODS, SERVICES } from './support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let made = 0

beforeAll(async () => {
  sandbox = await startSandbox({ ldap: true })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  world = sandbox.world(`effects-${++made}`)
})

const USER = '555073103100'
const ROLE = '600000000124'
const DEMO_ASID = '999000000001'
const control = (method: string, path: string, body?: unknown) =>
  controlOf(world)(method, path, body)

/** A call to e-RS as a referring clinician of D82106. */
const ers = (
  path: string,
  headers: Record<string, string> = {},
  token = world.token({ user: USER }),
) =>
  request(`${world.url}/referrals/FHIR${path}`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
  })

const referring = {
  'NHSD-eRS-Business-Function': 'REFERRING_CLINICIAN',
  'NHSD-End-User-Organisation-ODS': 'D82106',
}
const functions = () => ers('/R4/PractitionerRole')
const referenceData = () => ers('/STU3/CodeSystem/SPECIALTY', referring)

const diagnostics = (json: { issue: { diagnostics: string }[] }) => json.issue[0]?.diagnostics

describe('e-RS and the directory', () => {
  test('a system that is removed is refused, one that is back is let in again', async () => {
    expect((await referenceData()).status).toBe(200)
    const { json } = await control('DELETE', `/sds/systems/${DEMO_ASID}`)
    const refused = await referenceData()
    expect([refused.status, diagnostics(refused.json)]).toEqual([
      403,
      `ASID (${DEMO_ASID}) is not a registered system.`,
    ])
    const { odsCode, partyKey, interactions } = json.system
    await control('POST', '/sds/systems', { asid: DEMO_ASID, odsCode, partyKey, interactions })
    expect((await referenceData()).status).toBe(200)
  })

  test('a system without the interaction cannot ask for business functions', async () => {
    expect((await functions()).status).toBe(200)
    const other = `${SERVICES}:pdsquery:QUPA_IN000008UK02`
    await control('PATCH', `/sds/systems/${DEMO_ASID}`, { interactions: [other] })
    const refused = await functions()
    expect([refused.status, diagnostics(refused.json)]).toEqual([
      403,
      `Interaction (${SERVICES}:ers:READ_PRACTITIONER_ROLE_R4_V001) is not registered for ASID (${DEMO_ASID}).`,
    ])
    expect((await referenceData()).status).toBe(200)
    const second = `${SERVICES}:ers:READ_PRACTITIONER_ROLE_R4_V002`
    await control('PATCH', `/sds/systems/${DEMO_ASID}`, { interactions: [second] })
    expect((await functions()).status).toBe(200)
  })

  test('a new application has a system in the directory', async () => {
    const { json } = await control('POST', '/applications', {
      name: 'Mine',
      allowedOrganisations: ['RZZ'],
    })
    const { system } = (await control('GET', `/sds/systems/${json.asid}`)).json
    expect(system).toMatchObject({ odsCode: 'RZZ', description: 'Mine' })
    const query = `organization=${ODS}|RZZ&identifier=${INTERACTION}|${system.interactions[0]}`
    const found = await request(`${world.url}/spine-directory/FHIR/R4/Device?${query}`, {
      headers: { apikey: json.clientId },
    })
    expect(JSON.stringify(found.json)).toContain(json.asid)
  })
})

describe('a role that loses an activity', () => {
  const lose = () => control('PATCH', `/practitioners/${USER}/roles/${ROLE}`, { activities: [] })

  const codes = async (token: string) =>
    (
      await request(`${world.url}/oauth2-mock/userinfo`, {
        headers: { Authorization: `Bearer ${token}` },
      })
    ).json.nhsid_nrbac_roles[0].activity_codes

  const inDirectory = async () => {
    const client = new Client({ url: sandbox.ldapUrl as string })
    await client.bind(`world=${world.name}`, '')
    const filter = `(&(objectClass=nhsOrgPersonRole)(uniqueIdentifier=${ROLE}))`
    const { searchEntries } = await client.search(`uid=${USER},ou=People,o=nhs`, {
      ...{ filter, attributes: ['nhsBusinessFunctionsCodes'] },
    })
    await client.unbind()
    return searchEntries[0]?.nhsBusinessFunctionsCodes
  }

  test('has lost it at once in userinfo, A030, e-RS and LDAP, for a token that was issued before', async () => {
    const token = world.token({ user: USER })
    const before = await ers('/R4/PractitionerRole', {}, token)
    expect(JSON.stringify(before.json)).toContain('REFERRING_CLINICIAN')
    expect((await ers('/STU3/CodeSystem/SPECIALTY', referring, token)).status).toBe(200)
    expect(await codes(token)).toEqual(['B1101'])
    expect(await inDirectory()).toBe('B1101')
    expect((await lose()).status).toBe(200)
    expect(await inDirectory()).toEqual([])
    expect(await codes(token)).toBeUndefined()
    expect((await ers('/R4/PractitionerRole', {}, token)).json.total).toBe(0)
    expect((await ers('/STU3/CodeSystem/SPECIALTY', referring, token)).status).toBe(403)
  })
})
