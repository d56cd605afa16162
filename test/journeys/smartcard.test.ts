import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import {
  activate,
  assertRole,
  logOut,
  parametersOf,
  readAssertion,
  selectRole,
  TWO_ROLES,
  validate,
} from '../services/auth/smartcard/support.js'
import { ErsClient, GP, request } from '../support/client.js'
import { worklist } from '../support/ers-bodies.js'
import { book, freeSlots, operationBody, refer, stateOf } from '../support/ers-steps.js'
import { SessionClient } from '../support/session-client.js'

const SERVICE = '11000'
const SPC = { businessFunction: 'SERVICE_PROVIDER_CLINICIAN', orgIdentifier: 'R69' }

let sandbox: RunningSandbox
let world: SandboxWorld
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world('hospital')
})
afterAll(() => sandbox.close())

interface Role {
  readonly id: string
  readonly organisation: string
  readonly job: string
}

/** Role lines as Identity Agents take them apart: attributes by name, the text by comma and colons. */
const rolesIn = (text: string): Role[] =>
  text
    .split('\n')
    .filter((line) => line.includes('name="nhsjobrole'))
    .map((line) => ({
      id: /id="([^"]*)/.exec(line)?.[1] ?? '',
      organisation: /orgcode="([^"]*)/.exec(line)?.[1] ?? '',
      job: (/>([^<]*)/.exec(line)?.[1]?.split(',')[1]?.split(':')[2] ?? '').replaceAll('"', ''),
    }))

/** Sends a request as the bytes it is; answers the status line. */
function raw(lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(world.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${lines.join('\r\n')}\r\n\r\n`),
    )
    socket.once('data', (bytes) => {
      socket.destroy()
      resolve(bytes.toString('latin1').split('\r\n', 1)[0] as string)
    })
    socket.once('error', reject)
  })
}

/** A referral that the hospital is to review. */
async function referred(): Promise<string> {
  const gp = new ErsClient(world, GP)
  const referral = await refer(gp)
  const [slot] = await freeSlots(gp, SERVICE)
  if (!slot) throw new Error('no slot')
  await book(gp, referral, SERVICE, slot)
  return referral.json.id
}

test('A consultant puts the card in, chooses a role, works through the list, rejects a referral and goes home', async () => {
  const ubrn = await referred()

  const { challenge = '', signature = '' } = await activate(world)
  const validated = await validate(world, TWO_ROLES, { challenge, signature })
  const roles = rolesIn(validated.text)
  expect(roles.map(({ organisation, job }) => [organisation, job])).toEqual([
    ['R68', 'General Medical Practitioner'],
    ['R69', 'Clinical Practitioner Access Role'],
  ])
  const ticket = parametersOf(validated).sso_ticket ?? ''
  const role = roles[1]?.id ?? ''
  expect((await selectRole(world, ticket, role)).status).toBe(200)
  const { status, attributes } = readAssertion(await assertRole(world, ticket))
  expect([status, attributes.find(([name]) => name === 'ssbSessionRoleUid')]).toEqual([
    'samlp:Success',
    ['ssbSessionRoleUid', [role]],
  ])

  const client = await SessionClient.of(world)
  const opened = await client.open(ticket)
  expect([opened.status, opened.json.permission]).toEqual([201, null])
  const key = opened.json.id
  const list = () =>
    client.fhir('/ReferralRequest/$ers.fetchworklist', key, {
      method: 'POST',
      body: worklist('REFERRALS_FOR_REVIEW'),
    })
  expect((await list()).status).toBe(403)
  expect((await client.choose(key, ticket, SPC)).json.permission).toMatchObject(SPC)
  expect((await list()).text).toContain(`ReferralRequest/${ubrn}`)

  const read = await client.fhir(`/ReferralRequest/${ubrn}`, key)
  expect([read.status, read.headers.get('x_ers_transaction_id')]).toEqual([
    200,
    expect.stringMatching(/^[0-9a-f-]{36}-1$/),
  ])
  expect(read.headers.has('x-request-id')).toBe(false)
  expect(read.text).toContain(`${world.url}/ers-api/STU3/v1/CodeSystem/SPECIALTY`)
  expect(read.text).not.toContain('/referrals/FHIR')
  const rejected = await client.fhir(`/ReferralRequest/${ubrn}/$ers.rejectReferral`, key, {
    method: 'POST',
    headers: { 'If-Match': read.headers.get('etag') ?? '' },
    body: operationBody('eRS-RejectReferral-Parameters-1', [
      'rejectionReason',
      'valueCoding',
      {
        system: `${world.url}/ers-api/STU3/v1/CodeSystem/APPOINTMENT-CANCELLATION-REASON`,
        code: 'SERVICE_INAPPROPRIATE',
      },
    ]),
  })
  expect([rejected.status, stateOf(rejected)], rejected.text).toEqual([200, 'REJECTED'])
  expect(stateOf(await new ErsClient(world, GP).get(`/STU3/ReferralRequest/${ubrn}`))).toBe(
    'REJECTED',
  )

  expect((await logOut(world, ticket)).status).toBe(200)
  expect((await client.fhir(`/ReferralRequest/${ubrn}`, key)).status).toBe(401)
  expect((await client.open(ticket)).status).toBe(401)
  expect(readAssertion(await assertRole(world, ticket)).status).not.toBe('samlp:Success')
})

test('Headers with underscores arrive as they were written on the wire', async () => {
  const client = await SessionClient.of(world)
  const key = await client.logIn(world.ticket({ userId: TWO_ROLES }), SPC)
  const { json } = await request(`${world.url}/_sandbox/applications`)
  const { asid } = json.find((one: { asid?: string }) => one.asid)
  const lines = (...headers: string[]) => [
    'GET /worlds/hospital/ers-api/STU3/v1/CodeSystem/PRIORITY HTTP/1.1',
    'Host: 127.0.0.1',
    ...headers,
    'Connection: close',
  ]
  expect(await raw(lines(`XAPI_ASID: ${asid}`, `HTTP_X_SESSION_KEY: ${key}`))).toContain(' 200 ')
  expect(await raw(lines(`xapi_asid: ${asid}`, `http_x_session_key: ${key}`))).toContain(' 200 ')
  expect(await raw(lines(`XAPI_ASID: ${asid}`))).toContain(' 401 ')
})
