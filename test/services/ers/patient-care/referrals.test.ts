import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type RunningSandbox,
  type SandboxWorld,
  startSandbox,
} from '../../../../src/library/index.js'
import { ErsClient, GP, type Reply } from '../../../support/client.js'
import { booking, proposal } from '../../../support/ers-bodies.js'
import { freeSlots, refer } from '../../../support/ers-steps.js'
import { control } from '../documents/support.js'
import { patientCare, problemOf, searchFor } from './support.js'

const PATIENT = '9912003071'

let sandbox: RunningSandbox
let number = 0
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T08:00:00Z'), frozen: true },
  })
})
afterAll(() => sandbox.close())

const freshWorld = (): SandboxWorld => sandbox.world(`patient-care-${number++}`)

const resources = (answer: Reply, type: string) =>
  (answer.json.entry ?? [])
    .map((entry: { resource: { resourceType: string } }) => entry.resource)
    .filter(({ resourceType }: { resourceType: string }) => resourceType === type)

const stateOf = (request: { extension: { url: string; extension?: object[] }[] }) =>
  JSON.stringify(request.extension.find(({ url }) => url.endsWith('State'))).match(
    /"code":"(\w+)"/,
  )?.[1]

async function referPatient(world: SandboxWorld, service = '11000') {
  const gp = new ErsClient(world, GP)
  const referral = await refer(gp, {
    patient: PATIENT,
    services: [service],
    letter: 'NEED_TO_ADD_LATER',
  })
  const of = {
    ubrn: referral.json.id as string,
    version: referral.json.meta.versionId as string,
    service,
    patient: PATIENT,
  }
  return { gp, referral, of }
}

describe('A001', () => {
  test('a patient without referrals gets an empty bundle', async () => {
    const answer = await patientCare(freshWorld(), PATIENT)(searchFor(PATIENT))
    expect([answer.status, answer.json.total, answer.json.entry]).toEqual([200, 0, undefined])
    expect(answer.headers.get('content-type')).toContain('application/fhir+json')
  })

  test('a new referral shows at once, with who referred and how urgent it is', async () => {
    const world = freshWorld()
    const { referral } = await referPatient(world)
    const answer = await patientCare(world, PATIENT)(searchFor(PATIENT, true))
    expect(answer.json.total).toBe(1)
    const [request] = resources(answer, 'ServiceRequest')
    expect(request.id).toBe(referral.json.identifier[0].value)
    expect(request.identifier[0].value).toBe(referral.json.id)
    expect([stateOf(request), request.priority, request.status]).toEqual([
      'NOT_BOOKED',
      'routine',
      'active',
    ])
    expect(request.contained[0].practitioner.identifier.value).toBe(GP.user)
    expect(request.requester.reference).toBe(`#${request.contained[0].id}`)
    expect(request.performerType.coding[0].display).toBe('Cardiology')
    expect(answer.json.link[0].url).toContain('patient%3Aidentifier=https%3A%2F%2Ffhir.nhs.uk')
  })

  test('a booked referral brings its appointment, if asked for', async () => {
    const world = freshWorld()
    const { gp, of } = await referPatient(world)
    const [slot] = await freeSlots(gp, '11000')
    if (!slot) throw new Error('no slot')
    expect((await gp.post('/STU3/Appointment', booking(of, slot))).status).toBe(201)
    const send = patientCare(world, PATIENT)
    expect(resources(await send(searchFor(PATIENT)), 'Appointment')).toEqual([])
    const answer = await send(searchFor(PATIENT, true))
    const [request] = resources(answer, 'ServiceRequest')
    const [appointment] = resources(answer, 'Appointment')
    expect([answer.json.total, stateOf(request), appointment.status]).toEqual([
      1,
      'BOOKED',
      'booked',
    ])
    expect(appointment.basedOn[0].reference).toMatch(new RegExp(`/ServiceRequest/${request.id}$`))
    expect(Date.parse(appointment.start)).toBe(Date.parse(slot.start))
    expect(appointment.slot[0].identifier.system).toBe(
      'https://fhir.nhs.uk/Id/unique-slot-reference-number',
    )
  })

  test('a referral sent for triage brings a task with the day of contact', async () => {
    const world = freshWorld()
    const { gp, of } = await referPatient(world, '11004')
    expect((await gp.post('/STU3/Appointment', proposal(of, 'TRIAGE'))).status).toBe(201)
    const answer = await patientCare(world, PATIENT)(searchFor(PATIENT, true))
    const [task] = resources(answer, 'Task')
    expect(stateOf(resources(answer, 'ServiceRequest')[0])).toBe('AWAITING_TRIAGE')
    expect([task.code.coding[0].code, task.owner.identifier.value]).toEqual([
      'TRIAGE_DEFERRAL',
      '11004',
    ])
    expect(task.restriction.period.end).toBe('2026-07-27')
  })

  test('a cancelled referral is not active', async () => {
    const answer = await patientCare(freshWorld(), '9912003888')(searchFor('9912003888', true))
    const states = resources(answer, 'ServiceRequest').map(stateOf)
    expect(states.length).toBeGreaterThan(0)
    expect(states).not.toContain('CANCELLED_REFERRAL')
    expect(states).not.toContain(undefined)
  })

  test('takes a bare number and category too', async () => {
    const send = patientCare(freshWorld(), PATIENT)
    const path = `/FHIR/R4/ServiceRequest?patient:identifier=${PATIENT}&category=3457005`
    expect((await send(path)).status).toBe(200)
  })

  const BAD: readonly (readonly [string, string])[] = [
    ['patient:identifier', 'category=3457005'],
    ['category', `patient:identifier=${PATIENT}`],
    ['category', `patient:identifier=${PATIENT}&category=1`],
    ['patient:identifier', 'patient:identifier=x&category=3457005'],
    ['_revinclude', `patient:identifier=${PATIENT}&category=3457005&_revinclude=Task:focus`],
  ]
  test.each(BAD)('names %s where it is wrong in %s', async (name, query) => {
    const send = patientCare(freshWorld(), PATIENT)
    expect(problemOf(await send(`/FHIR/R4/ServiceRequest?${query}`))).toEqual([
      400,
      'required',
      'REC_BAD_REQUEST',
      [`http."${name}"`],
    ])
  })

  test("refuses another patient's number", async () => {
    const send = patientCare(freshWorld(), PATIENT)
    expect(problemOf(await send(searchFor('9912003888'))).slice(0, 3)).toEqual([
      403,
      'forbidden',
      'REC_FORBIDDEN',
    ])
  })
})

describe('A002', () => {
  test('shows a service as patients may see it', async () => {
    const { json } = await patientCare(freshWorld(), PATIENT)('/FHIR/R4/HealthcareService/11002')
    expect(json.identifier[0]).toEqual({
      system: 'https://fhir.nhs.uk/Id/ers-service',
      value: '11002',
    })
    expect(json.specialty[0].coding[0]).toMatchObject({ code: 'CARDIOLOGY', display: 'Cardiology' })
    expect(json.providedBy.identifier.value).toBe('R69')
    expect(json.extension).toBeUndefined()
  })

  test('names the system and the party of the hospital that keeps the clinics', async () => {
    const world = freshWorld()
    const connected = await control(world.url, 'PUT', '/services/11002/pas', {
      asid: '200000000117',
    })
    expect(connected.status, await connected.text()).toBe(204)
    const { json } = await patientCare(world, PATIENT)('/FHIR/R4/HealthcareService/11002')
    expect(json.endpoint).toEqual([
      { identifier: { system: 'https://fhir.nhs.uk/Id/nhsSpineASID', value: '200000000117' } },
      { identifier: { system: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey', value: 'R69-800117' } },
    ])
  })

  test('does not know a service that is not there', async () => {
    const send = patientCare(freshWorld(), PATIENT)
    expect(problemOf(await send('/FHIR/R4/HealthcareService/999999')).slice(0, 3)).toEqual([
      404,
      'not-found',
      'REC_NOT_FOUND',
    ])
  })
})
