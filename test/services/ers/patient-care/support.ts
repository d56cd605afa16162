import type { SandboxWorld } from '../../../../src/library/index.js'
import { type Reply, request } from '../../../support/client.js'

const TARGET = Buffer.from(
  JSON.stringify({ system: 'urn:ietf:rfc:3986', value: '2b3b21fd-fe9f-403c-9682-10b8d8a4eaf3' }),
).toString('base64')

/** Speaks to the patient care API as a patient; a header given as '' is left out. */
export function patientCare(world: SandboxWorld, user: string) {
  const token = world.token({ user })
  return (path: string, more: Record<string, string> = {}): Promise<Reply> => {
    const headers: Record<string, string> = {
      Authorization: `Bearer ${token}`,
      'NHSD-Target-Identifier': TARGET,
      ...more,
    }
    for (const [name, value] of Object.entries(headers)) if (value === '') delete headers[name]
    return request(`${world.url}/e-referrals-service-patient-care-api${path}`, { headers })
  }
}

const INCLUDES = '&_revinclude=Appointment%3Abased-on&_revinclude=Task%3Afocus'

/** The search of A001 with its two mandatory parameters. */
export function searchFor(nhsNumber: string, including = false): string {
  const query = new URLSearchParams({
    'patient:identifier': `https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`,
    category: 'http://snomed.info/sct|3457005',
  })
  return `/FHIR/R4/ServiceRequest?${query}${including ? INCLUDES : ''}`
}

interface Issue {
  readonly code: string
  readonly diagnostics?: string
  readonly expression?: string | readonly string[]
  readonly details: { readonly coding: readonly { system: string; code: string }[] }
}

/** Status, issue code, code, and expression of the only issue. */
export function problemOf(answer: Reply) {
  const [issue, ...others] = answer.json.issue as [Issue, ...Issue[]]
  if (others.length > 0) throw new Error('more than one issue')
  return [answer.status, issue.code, issue.details.coding[0]?.code, issue.expression]
}
