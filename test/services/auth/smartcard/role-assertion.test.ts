import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { request } from '../../../support/client.js'
import { assertRole, ONE_ROLE, readAssertion, selectRole, TWO_ROLES, ticketOf } from './support.js'

const MINUTE = 60_000
const SUCCESS = 'samlp:Success'

let sandbox: RunningSandbox
let world: SandboxWorld
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:30:00Z'), frozen: true },
  })
  world = sandbox.world()
})
beforeEach(() => world.reset())
afterAll(() => sandbox.close())

const statusOf = async (ticket: string) => readAssertion(await assertRole(world, ticket)).status

describe('The role assertion', () => {
  test('tells who it is and all roles, block by block', async () => {
    const ticket = await ticketOf(world, TWO_ROLES)
    expect((await selectRole(world, ticket, '600000000121', '1')).status).toBe(200)
    const answer = await assertRole(world, ticket)
    const { status, attributes } = readAssertion(answer)
    expect([answer.status, status]).toEqual([200, SUCCESS])
    expect(attributes.slice(0, 5)).toEqual([
      ['ssbAssertionVersion', ['1.1']],
      ['cn', ['Merridew Silas Dr']],
      ['uid', [TWO_ROLES]],
      ['ssbSessionRoleUid', ['600000000121']],
      ['ssbMode', ['1']],
    ])
    const of = (name: string) => attributes.filter(([one]) => one === name).map(([, [v]]) => v)
    expect(of('nhsIdCode')).toEqual(['R68', 'R69'])
    expect(of('uniqueIdentifier')).toEqual(['600000000120', '600000000121'])
    expect(of('nhsJobRoleCode')).toEqual(['S0010:G0020:R0260', 'S8000:G8000:R8000'])
    expect(of('nhsBusinessFunctionsCodes')).toEqual(['B1101', 'B1110'])
    expect(of('nhsBusinessFunctions')).toEqual([
      'Manage Outbound Referrals',
      'Manage Inbound Referrals',
    ])
  })

  test('is SAML 1.1 in its own time, with the ticket and the workstation inside', async () => {
    const ticket = await ticketOf(world, ONE_ROLE)
    await world.clock.advance(MINUTE)
    const { text } = await assertRole(world, ticket)
    expect(text.match(/IssueInstant="[^"]+"/g)).toEqual(
      Array(3).fill('IssueInstant="2026-06-01T09:31:00Z"'),
    )
    expect(text).toContain('NotBefore="2026-06-01T09:28:00Z"')
    expect(text).toContain('AuthenticationInstant="2026-06-01T09:30:00Z"')
    expect(text).toContain('<saml:SubjectLocality IPAddress="192.0.2.10"/>')
    expect(text).toContain(`<saml:SubjectConfirmationData>${ticket}<`)
    expect(text).toMatch(/Recipient="[\d.:a-f]+"/)
    expect(text).not.toContain('<?xml')
  })

  test('waits for a choice where there are several roles', async () => {
    const ticket = await ticketOf(world, TWO_ROLES)
    expect(await statusOf(ticket)).toBe('samlp:Requester')
    await selectRole(world, ticket, '600000000120')
    expect(await statusOf(ticket)).toBe(SUCCESS)
  })

  test.each<[string, string, string, number]>([
    ['a role of somebody else', TWO_ROLES, '600000000116', 403],
    ['no role', TWO_ROLES, '', 403],
  ])('cannot be for %s', async (_what, uid, role, status) => {
    expect((await selectRole(world, await ticketOf(world, uid), role)).status).toBe(status)
  })

  test('cannot be in a mode that there is not, or for a ticket that is none', async () => {
    const ticket = await ticketOf(world, TWO_ROLES)
    expect((await selectRole(world, ticket, '600000000120', '2')).status).toBe(400)
    expect((await selectRole(world, 'none', '600000000120')).status).toBe(401)
  })
})

/** A nurse with everything an assertion can tell, in letters that XML needs to escape. */
async function nurse(): Promise<string> {
  const role = { odsCode: 'R69', jobRole: 'R8001' }
  const added = await request(`${world.url}/_sandbox/practitioners`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      given: 'Ros & "Rosie"',
      family: "O'Hara <Test>",
      registrations: { gmp: 'G9000001', nmc: '12A3456E' },
      roles: [
        { ...role, activities: ['B1120', 'B0089', 'B1110'], workgroups: ['R69-CARDIOLOGY'] },
        { ...role, jobRole: 'R1780' },
      ],
    }),
  })
  expect(added.status, added.text).toBe(201)
  return world.ticket({ userId: added.json.userId, organisation: 'R69' })
}

describe('What the assertion tells', () => {
  test('has the practitioner code, workgroups and names as they are; names and codes each in their order', async () => {
    const answer = await assertRole(world, await nurse())
    const { attributes } = readAssertion(answer)
    const of = (name: string) => attributes.filter(([one]) => one === name).map(([, all]) => all)
    expect(of('cn')).toEqual([['O\'Hara <Test> Ros & "Rosie"']])
    expect(answer.text).toContain('O\'Hara &lt;Test&gt; Ros &amp; "Rosie"')
    expect(of('nhsOcsPrCode')).toEqual([['G9000001']])
    expect(of('nhsBusinessFunctionsCodes')).toEqual([['B0089', 'B1110', 'B1120']])
    expect(of('nhsBusinessFunctions')).toEqual([
      ['Access DSA', 'Manage Inbound Appointments', 'Manage Inbound Referrals'],
    ])
    expect([of('nhsWorkGroupsCodes'), of('nhsWorkGroups')]).toEqual([
      [['R69-CARDIOLOGY']],
      [['Cardiology team']],
    ])
    expect(of('nhsJobRole')[1]).toEqual(['"Admin & Clerical":"Management - A & C":"Manager"'])
  })

  test('leaves out what is empty: a role without activities has the five it must have', async () => {
    const { attributes } = readAssertion(await assertRole(world, await nurse()))
    const names = attributes.map(([name]) => name)
    const last = names.slice(names.lastIndexOf('nhsIdCode'))
    expect(last).toEqual(['nhsIdCode', 'o', 'nhsJobRole', 'uniqueIdentifier', 'nhsJobRoleCode'])
    expect(attributes.every(([, values]) => values.every((value) => value !== ''))).toBe(true)
  })

  test('has the name of every attribute first, its namespace, and the ticket where a nested assertion keeps it', async () => {
    const ticket = await ticketOf(world, ONE_ROLE)
    const { text } = await assertRole(world, ticket)
    const starts = text.match(/<saml:Attribute .*/g) ?? []
    expect(starts.length).toBeGreaterThan(10)
    for (const start of starts)
      expect(start).toMatch(
        /^<saml:Attribute AttributeName="\w+" AttributeNamespace="http:\/\/www.syntegra.com">$/,
      )
    const parser = new XMLParser({ ignoreAttributes: false, removeNSPrefix: true })
    const { Assertion } = parser.parse(text).Response
    const { Subject } = Assertion.AttributeStatement
    expect(Subject.NameIdentifier).toEqual({
      '#text': `uid=${ONE_ROLE},ou=People,o=nhs`,
      '@_NameQualifier': 'o=nhs',
    })
    const nested = Subject.SubjectConfirmation.SubjectConfirmationData.Assertion
    const { AuthenticationStatement } = nested
    expect(AuthenticationStatement.Subject.SubjectConfirmation).toEqual({
      ConfirmationMethod: 'urn:com:sun:identity',
      SubjectConfirmationData: ticket,
    })
    expect(nested['@_AssertionID']).not.toBe(Assertion['@_AssertionID'])
    expect(Assertion['@_AssertionID']).toMatch(/^s[0-9a-f]{40}$/)
  })
})

test('A ticket that was not encoded for an address is told of in the journal', async () => {
  const ticket = await ticketOf(world, ONE_ROLE)
  world.journal.clear()
  const answer = await request(`${world.url}/saml/RoleAssertion?token=${ticket}`)
  expect(readAssertion(answer).status).toBe('samlp:Requester')
  expect(world.journal.exchanges()[0]?.findings[0]?.message).toContain('percent-encoded')
})
