import { once } from 'node:events'
import { startSandbox } from 'ers-sandbox'
import 'ers-sandbox/vitest'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createApp } from './app.js'

const PATIENT = '9912003888'

let sandbox
let world
let app
let address

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
})
afterAll(() => sandbox.close())

beforeEach(async () => {
  world = sandbox.createWorld()
  const session = await world.loginAs('021600556514', { organisation: 'R69' })
  app = createApp({ ersUrl: `${world.url}/referrals`, session }).listen(0, '127.0.0.1')
  await once(app, 'listening')
  address = `http://127.0.0.1:${app.address().port}/refer`
})
afterEach(async () => {
  app.close()
  await world.delete()
})

const refer = (service) =>
  fetch(`${address}?patient=${PATIENT}&service=${service}`, { method: 'POST' })

test('refers a patient, once, without anything to mend', async () => {
  const answer = await refer('11000')
  expect(answer.status).toBe(201)
  expect(await answer.text()).toMatch(/^Referred: \d{12}\n$/)
  expect(world).toHaveReceived('A011', { status: 201, times: 1 })
  expect(world).toHaveNoFindings()
})

test('tries again while e-RS is not available', async () => {
  await world.fault({ operation: 'A011', times: 2, effect: { kind: 'ANSWER', status: 503 } })
  expect((await refer('11000')).status).toBe(201)
  expect(world).toHaveReceived('A011', { times: 3 })
})

test('says so when e-RS refuses', async () => {
  expect((await refer('99999')).status).toBe(502)
  expect(world).toHaveReceived('A011', { times: 1 })
  expect(world).not.toHaveReceived('A011', { status: 201 })
})

test('is turned away when the login is too old', async () => {
  await world.clock.advance(11 * 60_000)
  expect((await refer('11000')).status).toBe(502)
  expect(world).toHaveReceived('A011', { status: 401 })
})
