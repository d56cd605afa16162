import { afterAll, beforeAll, expect, test } from 'vitest'
import { TARGET } from '../../src/gateway/patient-care/checks.js'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { issueTokenFor } from '../../src/services/auth/issue-token-for.js'
import { Chance } from './chance.js'
import { answered, badForm } from './form.js'
import { brokenInvariants, fingerprint } from './invariants.js'
import { oddText } from './junk.js'
import { spoilHeaders, spoilPath } from './spoil.js'

const PATIENT = '9912003888'
const REQUESTS = 1500
const PATHS = [
  `ServiceRequest?patient:identifier=${PATIENT}&category=3457005`,
  `ServiceRequest?patient:identifier=${PATIENT}&category=3457005&_revinclude=Task:focus&_revinclude=Appointment:based-on`,
  'HealthcareService/11002',
]

let sandbox: Sandbox
const failures: string[] = []
beforeAll(async () => {
  sandbox = await assemble({ log: 'silent' }, (line) => failures.push(line))
})
afterAll(() => sandbox.close())

test('odd requests of patients are never answered with a 5xx and change nothing', async () => {
  const world = sandbox.worlds.get('default')
  const chance = new Chance(20_260_602)
  const issued = issueTokenFor(world, { user: PATIENT })
  if ('problem' in issued) throw new Error(issued.problem)
  const before = fingerprint(world)
  const faults: string[] = []
  const statuses = new Set<number>()
  for (let at = 0; at < REQUESTS; at++) {
    const target = chance.happens(0.1) ? oddText(chance) : JSON.stringify(TARGET)
    const headers: Record<string, string> = {
      Authorization: `Bearer ${issued.token}`,
      'NHSD-Target-Identifier': Buffer.from(target).toString('base64'),
    }
    if (chance.happens(0.2)) spoilHeaders(headers, chance)
    const whole = `/e-referrals-service-patient-care-api/FHIR/R4/${chance.pick(PATHS)}`
    const path = chance.happens(0.5) ? spoilPath(whole, chance) : whole
    const method = chance.happens(0.05) ? 'POST' : 'GET'
    const answer = await answered(
      await sandbox.app.request(`http://localhost${path}`, { method, headers }),
    )
    statuses.add(answer.status)
    const wrong = answer.status >= 500 ? 'is not expected' : badForm(answer)
    if (wrong) faults.push(`${method} ${path}: ${answer.status} ${wrong}: ${answer.text}`)
  }
  expect([...failures, ...faults]).toEqual([])
  expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 400, 401, 404, 405]))
  expect([fingerprint(world), brokenInvariants(world)]).toEqual([before, []])
})
