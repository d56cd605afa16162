import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { patientCare, searchFor } from '../services/ers/patient-care/support.js'
import { CONSULTANT, ErsClient, GP, type Reply, request } from '../support/client.js'
import { PATIENT } from '../support/ers-bodies.js'
import { freeSlots, onWorklist, refer, stateOf } from '../support/ers-steps.js'

const SERVICE = '11000'

let sandbox: RunningSandbox
let world: SandboxWorld
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T06:00:00Z'), frozen: true },
  })
  world = sandbox.world()
})
afterAll(() => sandbox.close())

interface Entry {
  readonly resource: {
    readonly resourceType: string
    readonly identifier?: readonly { readonly value: string }[]
    readonly basedOn?: readonly { readonly reference: string }[]
    readonly id: string
    readonly start?: string
  }
}

const resources = (seen: Reply) => (seen.json.entry as Entry[]).map(({ resource }) => resource)

test('a patient sees the referral in the app, books in the portal, and everyone sees the booking', async () => {
  const gp = new ErsClient(world, GP)
  const ubrn: string = (await refer(gp)).json.id

  const app = patientCare(world, PATIENT)
  const find = async () => {
    const seen = await app(searchFor(PATIENT, true))
    expect(seen.status, seen.text).toBe(200)
    const requested = resources(seen).find(({ identifier }) => identifier?.[0]?.value === ubrn)
    const appointment = resources(seen).find(
      ({ resourceType, basedOn }) =>
        resourceType === 'Appointment' && basedOn?.[0]?.reference.endsWith(`/${requested?.id}`),
    )
    return { requested, appointment }
  }
  const before = await find()
  expect(JSON.stringify(before.requested)).toContain('NOT_BOOKED')
  expect(before.appointment).toBeUndefined()

  const [slot] = await freeSlots(gp, SERVICE)
  const booked = await request(`${world.url}/_sandbox/referrals/${ubrn}/actions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'PATIENT_BOOKS', slotId: Number(slot?.id) }),
  })
  expect(booked.status, booked.text).toBe(200)

  const after = await find()
  expect(JSON.stringify(after.requested)).toContain('"BOOKED"')
  expect(after.appointment?.start).toBe(slot?.start)
  expect(stateOf(await gp.get(`/STU3/ReferralRequest/${ubrn}`))).toBe('BOOKED')
  expect(await onWorklist(new ErsClient(world, CONSULTANT), 'REFERRALS_FOR_REVIEW')).toContain(ubrn)
  expect((await freeSlots(gp, SERVICE)).map(({ id }) => id)).not.toContain(slot?.id)
})
