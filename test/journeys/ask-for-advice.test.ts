import { afterAll, beforeAll, expect, test } from 'vitest'
import { replyToAdvice } from '../../src/services/ers/domain/advice/index.js'
import {
  adviceList,
  answering,
  asking,
  categoryOf,
  converting,
  ifMatch,
  PATHS,
} from '../services/ers/advice/bodies.js'
import { type Advice, startAdvice } from '../services/ers/advice/sandbox.js'
import { serviceSearch } from '../support/ers-bodies.js'
import { actionsFor, stateOf } from '../support/ers-steps.js'

let sandbox: Advice
beforeAll(async () => {
  sandbox = await startAdvice()
})
afterAll(() => sandbox.close())

test('a question, an answer, a further question, and a referral made of them', async () => {
  const { gp, consultant } = sandbox

  const search = serviceSearch({ requestType: 'ADVICE_AND_GUIDANCE_REQUEST' })
  const found = await gp.post(
    '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient',
    search,
  )
  const services = found.json.entry.map(
    (one: { item: { identifier: { value: string } } }) => one.item.identifier.value,
  )
  expect(services).toContain('11014')

  const asked = await gp.post(PATHS.create, asking({ services: ['11014'] }))
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

  const counter = answering({ outcome: 'REQUIRE_FURTHER_INFORMATION', text: 'Since when?' })
  const answered = await consultant.post(PATHS.respond(ubrn), counter, ifMatch(1))
  expect(answered.status, answered.text).toBe(200)
  expect(replyToAdvice(sandbox.world(), ubrn, 'Since May.').ok).toBe(true)
  expect(categoryOf(await gp.get(PATHS.read(ubrn)))).toBe('PROVIDER_RESPONSE_REQUIRED')

  const body = converting(`CommunicationRequest/${ubrn}/_history/3`)
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
  expect(await actionsFor(gp, ubrn, '1')).toEqual(['CANCEL_REFERRAL'])
  const whole = await gp.get(PATHS.conversation(ubrn, 4))
  expect(whole.json.total).toBe(4)
  const after = await consultant.post(PATHS.list, adviceList())
  expect(JSON.stringify(after.json)).not.toContain(ubrn)
})
