import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, SandboxError, startSandbox } from '../../src/library/index.js'
import '../../src/library/vitest.js'

const START = Date.parse('2026-06-01T09:00:00Z')

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ clock: { start: START, frozen: true } })
})
afterAll(() => sandbox.close())

const CREATE = '/referrals/FHIR/STU3/ReferralRequest/$ers.createReferral'
const ubrnPath = (ubrn: string) => `/referrals/FHIR/STU3/ReferralRequest/${ubrn}`

describe('a world for one test', () => {
  test('has a name of its own, and is gone afterwards', async () => {
    const names: string[] = []
    for (let count = 0; count < 2; count++) {
      await using world = sandbox.createWorld()
      names.push(world.name)
      expect((await fetch(`${world.url}/_sandbox/clock`)).status).toBe(200)
    }
    expect(new Set(names).size).toBe(2)
    for (const name of names)
      expect((await fetch(`${sandbox.url}/worlds/${name}/_sandbox/clock`)).status).toBe(404)
  })

  test('two hundred run beside each other without knowing of each other', async () => {
    const results = await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        await using world = sandbox.createWorld()
        await world.clock.advance(at * 1000)
        const gp = await world.loginAs('021600556514', { organisation: 'R69' })
        const answer = await gp.fetch('/referrals/FHIR/R4/PractitionerRole')
        const now = world.clock.now().getTime() - START
        return [answer.status, now === at * 1000, world.journal.exchanges('A030').length]
      }),
    )
    expect(new Set(results.map(String))).toEqual(new Set(['200,true,1']))
  })
})

describe('given', () => {
  test.each([
    ['referral', 'NOT_BOOKED'],
    ['booked', 'BOOKED'],
    ['deferred', 'DEFERRED_TO_PROVIDER'],
    ['triage', 'AWAITING_TRIAGE'],
  ] as const)('a referral: %s is %s', async (how, state) => {
    await using world = sandbox.createWorld()
    const referral = await world.given[how]()
    expect((await referral.now()).state).toBe(state)
    const gp = await world.loginAs('021600556514', { organisation: 'R69' })
    expect((await gp.fetch(ubrnPath(referral.ubrn))).status).toBe(200)
  })

  test('a booking has its appointment and its start', async () => {
    await using world = sandbox.createWorld()
    const { appointment, start } = await world.given.booked({ priority: 'URGENT' })
    expect([appointment, start]).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringContaining('T'),
    ])
  })

  test('a referral that was cancelled, one with a letter, a slot', async () => {
    await using world = sandbox.createWorld()
    await world.given.cancelled()
    const { ubrn } = await world.given.referral({ letter: 'Dear colleague' })
    expect(ubrn).toMatch(/^\d{12}$/)
    expect((await world.given.slot()).start).toContain('T')
  })

  test('a question for advice and its answer', async () => {
    await using world = sandbox.createWorld()
    const ubrn = await world.given.adviceRequest()
    await world.given.adviceAnswer(ubrn)
  })

  test('what happens outside: to a patient, to a referral', async () => {
    await using world = sandbox.createWorld()
    await world.given.patientEvent('9912003888', {
      action: 'MOVE',
      line: ['7 New Street', '', '', 'York'],
      postcode: 'YO1 7AA',
    })
    const booked = await world.given.booked()
    await world.given.referralEvent(booked.ubrn, {
      action: 'PATIENT_CANCELS',
      reason: 'PATIENT_HOLIDAY',
    })
    expect((await booked.now()).state).toBe('APPT_CANCELLED_BY_PATIENT')
  })

  test('users, applications and systems', async () => {
    await using world = sandbox.createWorld()
    const user = await world.given.user({
      person: {
        given: 'Ada',
        family: 'Newcomer',
        roles: [{ odsCode: 'R69', businessFunctions: ['REFERRING_CLINICIAN'] }],
      },
    })
    expect((await world.loginAs(user)).businessFunction).toBe('REFERRING_CLINICIAN')
    expect((await world.given.application({ name: 'Mine' })).clientId).toBeTruthy()
    const system = await world.given.system({ odsCode: 'RZZ', preset: 'HOSPITAL' })
    expect(system.asid).toMatch(/^\d{12}$/)
  })

  test('is not taken for the software under test', async () => {
    await using world = sandbox.createWorld()
    await world.given.booked()
    expect(world.journal.exchanges('A011')).toHaveLength(1)
    expect(world.journal.received('A011')).toEqual([])
  })
})

describe('loginAs', () => {
  test('gives the headers of the first role, or of the one that is named', async () => {
    await using world = sandbox.createWorld()
    const gp = await world.loginAs('021600556514', { organisation: 'R68' })
    expect(gp.headers).toMatchObject({
      'NHSD-End-User-Organisation-ODS': 'R68',
      'NHSD-eRS-Business-Function': gp.businessFunction,
    })
  })

  test('says which roles there are', async () => {
    await using world = sandbox.createWorld()
    const failed = world.loginAs('021600556514', { organisation: 'ZZZ' })
    await expect(failed).rejects.toThrow(SandboxError)
    await expect(failed).rejects.toThrow(/expected: ZZZ\n {2}found: R69 [\s\S]*what to do: /)
  })
})

test('a fault strikes until it is mended', async () => {
  await using world = sandbox.createWorld()
  const gp = await world.loginAs('021600556514', { organisation: 'R69' })
  const fault = await world.fault({ operation: 'A030', effect: { kind: 'ANSWER', status: 503 } })
  expect((await gp.fetch('/referrals/FHIR/R4/PractitionerRole')).status).toBe(503)
  await fault.mend()
  expect((await gp.fetch('/referrals/FHIR/R4/PractitionerRole')).status).toBe(200)
})

test('a snapshot brings the world back', async () => {
  await using world = sandbox.createWorld()
  const before = await world.snapshot()
  const { ubrn } = await world.given.referral()
  await before.restore()
  const gp = await world.loginAs('021600556514', { organisation: 'R69' })
  expect((await gp.fetch(ubrnPath(ubrn))).status).toBe(404)
})

describe('waiting', () => {
  test('ends when what is meant has come', async () => {
    await using world = sandbox.createWorld()
    const gp = await world.loginAs('021600556514', { organisation: 'R69' })
    const waiting = world.journal.waitFor({ operation: 'A030', status: 200 })
    await gp.fetch('/referrals/FHIR/R4/PractitionerRole')
    expect(await waiting).toHaveLength(1)
  })

  test('ends with what came near', async () => {
    await using world = sandbox.createWorld()
    const gp = await world.loginAs('021600556514', { organisation: 'R69' })
    await gp.fetch('/referrals/FHIR/R4/PractitionerRole')
    await expect(
      world.journal.waitFor({ operation: 'A030', status: 404 }, { timeout: 0 }),
    ).rejects.toThrow(/where: .*operation A030, status 404[\s\S]*status was 200, not 404/)
  })
})

describe('matchers', () => {
  test('toHaveReceived looks at operation, status, body and number', async () => {
    await using world = sandbox.createWorld()
    const gp = await world.loginAs('021600556514', { organisation: 'R69' })
    expect(world).not.toHaveReceived('A011')
    await gp.fetch(CREATE, { method: 'POST', body: { resourceType: 'Parameters' } })
    expect(world).toHaveReceived('A011')
    expect(world).toHaveReceived('A011', { times: 1, body: 'Parameters' })
    expect(world).not.toHaveReceived('A011', { status: 201 })
    expect(() => expect(world).toHaveReceived('A011', { status: 201 })).toThrow(
      /operation A011, status 201[\s\S]*it did never\n {2}near: POST .*status was 4\d\d, not 201/,
    )
    expect(() => expect(world).toHaveReceived('A011', { times: 2 })).toThrow(/it did once/)
  })

  test('findings are named, and may be excepted', async () => {
    await using world = sandbox.createWorld()
    expect(world).toHaveNoFindings()
    world.assertNoFindings()
    await fetch(`${world.url}/spine-directory/FHIR/R4/Device`)
    const [finding] = world.findings()
    const rule = finding?.rule ?? ''
    expect(world).toHaveFinding(rule)
    expect(world).toHaveNoFindings({ except: [rule] })
    expect(() => expect(world).toHaveNoFindings()).toThrow(rule)
    expect(() => expect(world).toHaveFinding('ers.nothing')).toThrow(
      `there are findings of: ${rule}`,
    )
    expect(() => world.assertNoFindings()).toThrow(rule)
    world.assertNoFindings({ except: [rule] })
  })

  test('only a world has a journal', () => {
    expect(() => expect('a world').toHaveNoFindings()).toThrow('is no world')
  })
})

test('the clock runs until nothing is due', async () => {
  await using world = sandbox.createWorld()
  await world.given.referral()
  await world.clock.untilIdle()
  expect(() => world.clock.freeze('noon')).toThrow(/'noon' is not a moment[\s\S]*what to do/)
})

test('a sandbox that closes does not wait for an answer that a fault delays', async () => {
  const own = await startSandbox()
  const world = own.world()
  await world.fault({ service: 'pds', effect: { kind: 'DELAY', milliseconds: 600_000 } })
  const answer = fetch(`${world.url}/personal-demographics/FHIR/R4/Patient/9000000009`)
  const none = expect(answer).rejects.toThrow()
  const struck = async () =>
    (await world.control<{ struck: number }[]>('GET', '/faults'))[0]?.struck
  while ((await struck()) !== 1) await new Promise((resolve) => setImmediate(resolve))
  await own.close()
  await none
}, 4000)
