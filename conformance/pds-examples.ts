import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningSandbox, SandboxWorld } from '../src/library/index.js'
import type { Contract } from './contract.js'
import { PDS_REQUESTS, type PdsRequest } from './pds-requests.js'
import type { Line } from './report.js'

/** A day after every date in the published requests. */
const AFTER = { start: Date.parse('2024-12-02T09:00:00Z'), frozen: true }
const NURSE = '787807429512'

/** Lets the patient of a request log in. */
async function addLogin(world: SandboxWorld, nhsNumber: string): Promise<void> {
  await fetch(`${world.url}/_sandbox/users`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ provider: 'nhs-login', nhsNumber }),
  })
}

const headersFor = (world: SandboxWorld, { method, patient }: PdsRequest) => ({
  Authorization: `Bearer ${world.token({ user: patient ?? NURSE })}`,
  'X-Request-ID': randomUUID(),
  'Content-Type': method === 'PATCH' ? 'application/json-patch+json' : 'application/json',
})

/** The version that the request is for: that of the record, or of the patient whose card it is. */
async function versionFor(world: SandboxWorld, { path, patient }: PdsRequest): Promise<string> {
  const number = patient ?? path.replace('/Patient/', '')
  const answer = await fetch(`${world.url}/personal-demographics/FHIR/R4/Patient/${number}`, {
    headers: {
      Authorization: `Bearer ${world.token({ user: NURSE })}`,
      'X-Request-ID': randomUUID(),
    },
  })
  return answer.headers.get('etag') ?? ''
}

async function judge(
  world: SandboxWorld,
  contract: Contract,
  request: PdsRequest,
  body: string,
): Promise<Line> {
  const { file, method, path, template, status, reason } = request
  if (request.patient) await addLogin(world, request.patient)
  const answer = await fetch(`${world.url}/personal-demographics/FHIR/R4${path}`, {
    method,
    headers: { ...headersFor(world, request), 'If-Match': await versionFor(world, request) },
    body,
  })
  const text = await answer.text()
  const type = answer.headers.get('content-type') ?? ''
  const faults = contract.faults(template, method, answer.status, type, text)
  if (answer.status !== status) faults.unshift(`expected ${status}: ${text.slice(0, 300)}`)
  const line = { operation: 'PDS', example: file, status: answer.status }
  if (faults.length > 0) return { ...line, verdict: 'FAULT', detail: faults.slice(0, 3).join('; ') }
  return reason === undefined
    ? { ...line, verdict: 'as published', detail: '' }
    : { ...line, verdict: 'documented refusal', detail: reason }
}

/** Sends every published request body of PDS, each to a world of its own, and judges the answers. */
export async function pdsExampleLines(
  sandbox: RunningSandbox,
  contract: Contract,
  folder: string,
): Promise<Line[]> {
  const lines: Line[] = []
  for (const [at, request] of PDS_REQUESTS.entries()) {
    const world = sandbox.world(`pds-example-${at}`, AFTER)
    const body = readFileSync(join(folder, 'pds', 'examples', 'requests', request.file), 'utf8')
    lines.push(await judge(world, contract, request, body))
    await world.delete()
  }
  return lines
}
