import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main.js'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { type Control, controlOf } from './support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let control: Control
beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
    journal: { exchanges: 3 },
  })
  world = sandbox.world('covered')
  control = controlOf(world)
  await world.given.booked()
  const gp = await world.loginAs('021600556514', { organisation: 'R69' })
  for (let calls = 0; calls < 5; calls++) await gp.fetch('/referrals/FHIR/R4/PractitionerRole')
  await gp.fetch('/referrals/FHIR/R4/HealthcareService/0')
  await fetch(`${world.url}/spine-directory/FHIR/R4/Device`)
})
afterAll(() => sandbox.close())

const of = async (operation: string) =>
  (await control('GET', '/coverage')).json.find(
    (one: { operation: string; calls: number }) => one.operation === operation && one.calls > 0,
  )

test('counts what the journal has let go, by status and role', async () => {
  expect(world.journal.exchanges()).toHaveLength(3)
  expect(await of('A030')).toMatchObject({
    calls: 5,
    statuses: { 200: 5 },
    roles: { REFERRING_CLINICIAN: 5 },
  })
})

test('leaves out what simulated staff did to set the scene', async () => {
  expect(await of('A011')).toBeUndefined()
  expect(await of('A016')).toBeUndefined()
})

test('names refusals that were met, and what should be mended', async () => {
  const { json } = await control('GET', '/coverage')
  const found = json.find(({ operation }: { operation: string }) => operation === 'A033')
  expect(found.calls).toBe(1)
  expect(found.refusals.met.length + found.refusals.notMet.length).toBeGreaterThan(0)
  const device = json.find(
    ({ service, calls }: { service: string; calls: number }) => service === 'sds' && calls > 0,
  )
  expect(Object.keys(device.findings)).not.toEqual([])
})

test('is a page that needs nothing from elsewhere and says what it is evidence of', async () => {
  const { text, headers } = await control('GET', '/coverage.html')
  expect(headers.get('content-type')).toContain('text/html')
  expect(text).toContain('<code>A030</code>')
  expect(text).toContain('no assurance by NHS England')
  expect(text).not.toMatch(/<script|src=|https?:\/\//)
})

test('is a table on the command line, and a file', async () => {
  const file = join(tmpdir(), `evidence-${process.pid}.html`)
  let written = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text
    return true
  })
  try {
    const where = ['--url', sandbox.url, '--world', world.name]
    expect(await main(['coverage', ...where])).toBe(0)
    expect(await main(['coverage', '--html', file, ...where])).toBe(0)
  } finally {
    spy.mockRestore()
  }
  expect(written).toMatch(/ers +A030 +5 +200:5 +REFERRING_CLINICIAN:5/)
  expect(written).toMatch(/\d+ of \d+ operations were called/)
  expect(readFileSync(file, 'utf8')).toContain('Integration evidence')
  rmSync(file)
})

test('begins anew', async () => {
  expect((await control('DELETE', '/coverage')).status).toBe(204)
  expect(await of('A030')).toBeUndefined()
})
