import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import {
  adviceList,
  answering,
  asking,
  categoryOf,
  converting,
  file,
  ifMatch,
  PATHS,
} from '../services/ers/advice/bodies.js'
import { filesOf, uploaded } from '../services/ers/documents/support.js'
import { CONSULTANT, ErsClient, GP, request } from '../support/client.js'
import { serviceSearch } from '../support/ers-bodies.js'
import { actionsFor, stateOf } from '../support/ers-steps.js'

let sandbox: RunningSandbox
let world: SandboxWorld
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
  world = sandbox.world()
})
afterAll(() => sandbox.close())

const idOf = (location: string): string => location.replace('Binary/', '')

test('a question with a file, answers with files, and a referral made of them', async () => {
  const gp = new ErsClient(world, GP)
  const consultant = new ErsClient(world, CONSULTANT)

  const search = serviceSearch({ requestType: 'ADVICE_AND_GUIDANCE_REQUEST' })
  const found = await gp.post(
    '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient',
    search,
  )
  const services = found.json.entry.map(
    (one: { item: { identifier: { value: string } } }) => one.item.identifier.value,
  )
  expect(services).toContain('11014')

  const tracing = await uploaded(gp, { name: 'ecg.pdf' })
  await world.clock.advance(5_000)
  const asked = await gp.post(
    PATHS.create,
    asking({
      services: ['11014'],
      files: [file('requestAttachmentFile', 'ADVICE_REQUEST', idOf(tracing))],
    }),
  )
  expect(asked.status, asked.text).toBe(200)
  const ubrn: string = asked.json.parameter[0].resource.id

  const list = await consultant.post(PATHS.list, adviceList())
  expect(
    list.json.entry.map((one: { item: { reference: string } }) => one.item.reference),
  ).toContain(`CommunicationRequest/${ubrn}`)
  const summary = await consultant.get(PATHS.read(ubrn))
  expect(categoryOf(summary)).toBe('PROVIDER_RESPONSE_REQUIRED')
  const question = await consultant.get(PATHS.conversation(ubrn, summary.json.meta.versionId))
  expect(question.json.total).toBe(1)
  const link = await consultant.send(`/R4/${tracing}`, { redirect: 'manual' })
  expect(link.status).toBe(307)
  const fetched = await request(link.headers.get('location') as string)
  expect([fetched.status, fetched.text.slice(0, 8)]).toEqual([200, '%PDF-1.4'])

  const counter = answering({ outcome: 'REQUIRE_FURTHER_INFORMATION', text: 'Since when?' })
  const answered = await consultant.post(PATHS.respond(ubrn), counter, ifMatch(1))
  expect(answered.status, answered.text).toBe(200)
  const replied = await request(`${world.url}/_sandbox/advice/${ubrn}/actions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'REPLY', text: 'Since May.' }),
  })
  expect(replied.status, replied.text).toBe(200)
  expect(categoryOf(await gp.get(PATHS.read(ubrn)))).toBe('PROVIDER_RESPONSE_REQUIRED')

  const leaflet = await uploaded(consultant, { name: 'leaflet.pdf', request: ubrn })
  const plan = await uploaded(consultant, { name: 'plan.pdf', request: ubrn })
  const body = converting(`CommunicationRequest/${ubrn}/_history/3`, {
    files: [
      file('guidanceAttachmentFile', 'GUIDANCE_RESPONSE', idOf(leaflet)),
      file('reviewAttachmentFile', 'PROVIDER', idOf(plan)),
    ],
  })
  const converted = await consultant.post(PATHS.convert, body)
  expect([converted.status, stateOf(converted)], converted.text).toEqual([
    201,
    'TRIAGED_PROVIDER_TO_ACTION',
  ])

  const requests = await gp.get(`/R4/ServiceRequest?identifier=${ubrn}`)
  expect(
    requests.json.entry.map((one: { resource: { id: string; status: string } }) => [
      one.resource.id[0],
      one.resource.status,
    ]),
  ).toEqual([
    ['r', 'active'],
    ['a', 'completed'],
  ])
  const referral = await consultant.get(`/STU3/ReferralRequest/${ubrn}`)
  expect(referral.json).toEqual(converted.json)
  expect(filesOf(referral).map(([name]) => name)).toEqual([
    `Advice and guidance conversation - ${ubrn}.pdf`,
    'plan.pdf',
    'leaflet.pdf',
    'ecg.pdf',
  ])
  expect(await actionsFor(gp, ubrn, '1')).toEqual(['CANCEL_REFERRAL'])
  const whole = await gp.get(PATHS.conversation(ubrn, 4))
  expect(whole.json.total).toBe(4)
  const after = await consultant.post(PATHS.list, adviceList())
  expect(JSON.stringify(after.json)).not.toContain(ubrn)
})
