import { randomUUID } from 'node:crypto'
import type { SandboxWorld } from '../src/library/index.js'
import type { Contract } from './contract.js'
import type { Line } from './report.js'

/** Calls to PDS whose answers the published document must allow. */
const CALLS: readonly {
  readonly name: string
  readonly path: string
  readonly template: string
  readonly status: number
}[] = [
  { name: 'the main example', path: '/Patient/9000000009', template: '/Patient/{id}', status: 200 },
  {
    name: 'a restricted patient',
    path: '/Patient/9000000025',
    template: '/Patient/{id}',
    status: 200,
  },
  { name: 'hardly any data', path: '/Patient/9000000033', template: '/Patient/{id}', status: 200 },
  {
    name: 'fails the check digit',
    path: '/Patient/9000000000',
    template: '/Patient/{id}',
    status: 400,
  },
  { name: 'not held', path: '/Patient/9111231130', template: '/Patient/{id}', status: 404 },
  {
    name: 'one match',
    path: '/Patient?family=Smith&gender=female&birthdate=eq2010-10-22',
    template: '/Patient',
    status: 200,
  },
  {
    name: 'several matches',
    path: '/Patient?family=YOUDS&birthdate=eq1970-01-24',
    template: '/Patient',
    status: 200,
  },
  {
    name: 'too many matches',
    path: '/Patient?family=YOUDS&birthdate=eq1970-01-24&_max-results=1',
    template: '/Patient',
    status: 200,
  },
  {
    name: 'no match',
    path: '/Patient?family=Spiderman&birthdate=eq1962-07-31',
    template: '/Patient',
    status: 200,
  },
  {
    name: 'related people',
    path: '/Patient/9000000009/RelatedPerson',
    template: '/Patient/{id}/RelatedPerson',
    status: 200,
  },
  {
    name: 'somebody related, by number',
    path: '/Patient/9000000017/RelatedPerson',
    template: '/Patient/{id}/RelatedPerson',
    status: 200,
  },
  {
    name: 'nobody related',
    path: '/Patient/9000000033/RelatedPerson',
    template: '/Patient/{id}/RelatedPerson',
    status: 200,
  },
  {
    name: 'an invalid record',
    path: '/Patient/9990003343',
    template: '/Patient/{id}',
    status: 404,
  },
  {
    name: 'coverage for a healthcare worker',
    path: '/Coverage?subscriber%3Aidentifier=9000000009',
    template: '/Coverage',
    status: 403,
  },
  {
    name: 'no birth date',
    path: '/Patient?family=Smith&gender=female',
    template: '/Patient',
    status: 400,
  },
]

/** Asks PDS and judges each answer by the published document. */
export async function pdsLines(world: SandboxWorld, contract: Contract): Promise<Line[]> {
  const token = world.token({ user: '787807429512' })
  const lines: Line[] = []
  for (const { name, path, template, status } of CALLS) {
    const answer = await fetch(`${world.url}/personal-demographics/FHIR/R4${path}`, {
      headers: { Authorization: `Bearer ${token}`, 'X-Request-ID': randomUUID() },
    })
    const body = await answer.text()
    const type = answer.headers.get('content-type') ?? ''
    const faults = contract.faults(template, 'GET', answer.status, type, body)
    if (answer.status !== status) faults.unshift(`expected ${status}: ${body.slice(0, 200)}`)
    lines.push({
      operation: 'PDS',
      example: name,
      status: answer.status,
      verdict: faults.length > 0 ? 'FAULT' : 'as published',
      detail: faults.slice(0, 3).join('; '),
    })
  }
  return lines
}
