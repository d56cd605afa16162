import { createSign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { CONSULTANT, ErsClient, GP, type Reply, refusal, request } from '../support/client.js'
import { serviceSearch } from '../support/ers-bodies.js'
import { actionsFor, book, freeSlots, onWorklist, refer, stateOf } from '../support/ers-steps.js'

let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

const SERVICE = '11000'
const REVIEW = 'REFERRALS_FOR_REVIEW'

/** The story as a sequence of steps, so that two of them can be interleaved. */
async function* story(world: SandboxWorld) {
  const gp = new ErsClient(world, GP)
  const consultant = new ErsClient(world, CONSULTANT)

  const functions = await gp.get('/R4/PractitionerRole')
  expect(functions.status).toBe(200)
  expect(
    functions.json.entry.map((entry: { resource: { id: string } }) => entry.resource.id),
  ).toContain('PractitionerRole-R69-021600556514')
  yield 'knows what the user may do'

  const specialties = await gp.get('/STU3/CodeSystem/SPECIALTY')
  expect(specialties.json.concept.map((one: { code: string }) => one.code)).toContain('CARDIOLOGY')
  yield 'read the reference data'

  const found = await gp.post(
    '/STU3/HealthcareService/$ers.searchHealthcareServicesForPatient',
    serviceSearch(),
  )
  const ids = found.json.entry.map(
    (entry: { item: { identifier: { value: string } } }) => entry.item.identifier.value,
  )
  expect(ids).toContain(SERVICE)
  const services = await gp.get(`/R4/HealthcareService?_id=${SERVICE},1`)
  expect(services.json.total).toBe(2)
  const service = await gp.get(`/R4/HealthcareService/${SERVICE}`)
  expect(service.headers.get('etag')).toBe(`W/"${service.json.meta.versionId}"`)
  yield 'found a service'

  const created = await refer(gp)
  const ubrn: string = created.json.id
  expect(ubrn).toMatch(/^\d{12}$/)
  expect(stateOf(created)).toBe('NOT_BOOKED')
  expect(created.headers.get('etag')).toBe(`W/"${created.json.meta.versionId}"`)
  expect(await onWorklist(gp, 'AWAITING_BOOKING')).toContain(ubrn)
  yield 'referred'

  const version = created.json.meta.versionId
  const read = await gp.get(`/STU3/ReferralRequest/${ubrn}`)
  const byVersion = await gp.get(`/STU3/ReferralRequest/${ubrn}/_history/${version}`)
  expect(read.json).toEqual(created.json)
  expect(byVersion.text).toBe(read.text)
  expect(await actionsFor(gp, ubrn, version)).toEqual([
    'CREATE_APPOINTMENT',
    'CHANGE_SHORTLIST',
    'CHANGE_SHORTLIST_AND_SEND_FOR_TRIAGE',
    'CANCEL_REFERRAL',
  ])
  yield 'read it back'

  const [slot, next] = await freeSlots(gp, SERVICE)
  if (!slot || !next) throw new Error('no slots')
  const booked = await book(gp, created, SERVICE, slot)
  expect(booked.status, booked.text).toBe(201)
  expect(booked.json).toMatchObject({ status: 'booked', start: slot.start, end: slot.end })
  expect(booked.headers.get('etag')).toBe('W/"0"')
  yield 'booked'

  const after = await gp.get(`/STU3/ReferralRequest/${ubrn}`)
  expect(stateOf(after)).toBe('BOOKED')
  expect(Number(after.json.meta.versionId)).toBeGreaterThan(Number(version))
  expect((await freeSlots(gp, SERVICE)).map(({ id }) => id)).not.toContain(slot.id)
  expect(await onWorklist(gp, 'AWAITING_BOOKING')).not.toContain(ubrn)
  const appointment = await gp.get(`/STU3/Appointment/${booked.json.id}`)
  expect(appointment.json).toEqual(booked.json)
  expect((await gp.get(`/STU3/ReferralRequest/${ubrn}/_history/${version}`)).status).toBe(404)
  yield 'sees the change everywhere'

  const another = await refer(gp)
  expect(refusal(await book(gp, another, SERVICE, slot))).toEqual([422, 'SLOT_NOT_AVAILABLE'])
  expect(refusal(await book(gp, created, SERVICE, next))).toEqual([409, undefined])
  yield 'cannot book twice'

  expect(await onWorklist(consultant, REVIEW)).toContain(ubrn)
  expect(await actionsFor(consultant, ubrn, after.json.meta.versionId)).toEqual(['CANCEL_REFERRAL'])
  const accept = (etag: string): Promise<Reply> =>
    consultant.send(`/STU3/ReferralRequest/${ubrn}/$ers.acceptReferral`, {
      method: 'POST',
      headers: { 'If-Match': etag },
    })
  expect(refusal(await accept(`W/"${version}"`))).toEqual([409, undefined])
  const accepted = await accept(after.headers.get('etag') as string)
  expect(accepted.status, accepted.text).toBe(200)
  expect(stateOf(accepted)).toBe('BOOKED')
  expect(await onWorklist(consultant, REVIEW)).not.toContain(ubrn)
  expect(refusal(await accept(accepted.headers.get('etag') as string))).toEqual([
    422,
    'INVALID_REQUEST_STATE',
  ])
  yield ubrn
}

describe('the first journey', () => {
  test('logs in, finds a patient, refers, books and is accepted', async () => {
    const steps: string[] = []
    for await (const step of story(sandbox.world('alone'))) steps.push(step)
    expect(steps.at(-1)).toMatch(/^\d{12}$/)
  })

  test('plays in two worlds at once, interleaved, which never see each other', async () => {
    const [one, other] = [sandbox.world('one'), sandbox.world('other')]
    const stories = [story(one), story(other)]
    const last: string[] = []
    for (let done = 0; done < stories.length; ) {
      done = 0
      for (const [at, running] of stories.entries()) {
        const step = await running.next()
        if (step.done) done++
        else last[at] = step.value
      }
    }
    // Both worlds start from one seed, so the same calls give the same UBRNs: what differs is whose they are.
    expect(last[0]).toBe(last[1])
    const third = new ErsClient(sandbox.world('third'), GP)
    expect((await third.get(`/STU3/ReferralRequest/${last[0]}`)).status).toBe(404)
  })
})

describe('logging in as a person', () => {
  test('goes through the login page and exchanges the code', async () => {
    const { applications } = (await request(`${sandbox.url}/_sandbox/credentials`)).json
    const demo = applications.find((one: { keyId?: string }) => one.keyId)
    const query = new URLSearchParams({
      client_id: demo.clientId,
      redirect_uri: demo.callback,
      response_type: 'code',
      state: 'a-state',
    })
    const authorise = await fetch(`${sandbox.url}/oauth2-mock/authorize?${query}`, {
      redirect: 'manual',
    })
    expect(authorise.status).toBe(302)
    const page = await fetch(authorise.headers.get('location') as string)
    const html = await page.text()
    const action = /<form[^>]*id="kc-form-login"[^>]*action="([^"]*)"/.exec(html)?.[1]
    const cookie = page.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const login = await fetch((action as string).replaceAll('&amp;', '&'), {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie },
      body: new URLSearchParams({ username: '021600556514' }),
    })
    expect(login.status).toBe(302)
    const callback = await fetch(login.headers.get('location') as string, { redirect: 'manual' })
    const back = new URL(callback.headers.get('location') as string)
    expect(back.origin + back.pathname).toBe(demo.callback)
    expect(back.searchParams.get('state')).toBe('a-state')
    const token = await request(`${sandbox.url}/oauth2-mock/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') as string,
        redirect_uri: demo.callback,
        client_id: demo.clientId,
        client_secret: demo.secret,
      }),
    })
    expect(token.status, token.text).toBe(200)
    expect(token.json).toMatchObject({ expires_in: '599', token_type: 'Bearer' })
    const functions = await request(`${sandbox.url}/referrals/FHIR/R4/PractitionerRole`, {
      headers: { Authorization: `Bearer ${token.json.access_token}` },
    })
    expect(functions.status).toBe(200)
    expect(functions.text).toContain('021600556514')
  })

  test('gives an application a token for a signed assertion', async () => {
    const { applications } = (await request(`${sandbox.url}/_sandbox/credentials`)).json
    const demo = applications.find((one: { keyId?: string }) => one.keyId)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${part({ alg: 'RS512', typ: 'JWT', kid: demo.keyId })}.${part({
      iss: demo.clientId,
      sub: demo.clientId,
      aud: `${sandbox.url}/oauth2-mock/token`,
      jti: 'a-first-time',
      exp: Math.floor(sandbox.clock.now().getTime() / 1000) + 300,
    })}`
    const signature = createSign('RSA-SHA512').update(signed).sign(demo.privateKey, 'base64url')
    const exchange = () =>
      request(`${sandbox.url}/oauth2-mock/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: `${signed}.${signature}`,
        }),
      })
    const token = await exchange()
    expect(token.status, token.text).toBe(200)
    const patient = await request(
      `${sandbox.url}/personal-demographics/FHIR/R4/Patient/9000000009`,
      {
        headers: {
          Authorization: `Bearer ${token.json.access_token}`,
          'X-Request-ID': '60e0b220-8136-4ca5-ae46-1d97ef59d068',
        },
      },
    )
    expect(patient.status, patient.text).toBe(200)
    expect(patient.json.id).toBe('9000000009')
    const again = await exchange()
    expect([again.status, again.json.error_description]).toEqual([
      400,
      "Non-unique 'jti' claim in client_assertion JWT",
    ])
  })
})
