import type { SandboxWorld } from '../src/library/index.js'
import type { Contract } from './contract.js'
import type { Line } from './report.js'

const TARGET = Buffer.from(
  JSON.stringify({ system: 'urn:ietf:rfc:3986', value: '2b3b21fd-fe9f-403c-9682-10b8d8a4eaf3' }),
).toString('base64')

const SEARCH = '/FHIR/R4/ServiceRequest'
const SERVICE = '/FHIR/R4/HealthcareService/{id}'
const CATEGORY = 'category=http://snomed.info/sct%7C3457005'
const INCLUDES = '_revinclude=Appointment:based-on&_revinclude=Task:focus'

interface Call {
  readonly name: string
  /** Test user; the patient of most referrals unless told otherwise. */
  readonly user?: string
  readonly path: string
  readonly template: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Why the published document does not allow the answer. */
  readonly exception?: string
}

const search = (patient: string, more: string): string =>
  `${SEARCH}?patient:identifier=${patient}&${more}`

/** Calls to the patient care API whose answers the published document must allow. */
const CALLS: readonly Call[] = [
  {
    name: 'referrals in many states, with appointments and tasks',
    path: search('https://fhir.nhs.uk/Id/nhs-number%7C9912003888', `${CATEGORY}&${INCLUDES}`),
    template: SEARCH,
    status: 200,
  },
  {
    name: 'referrals alone, by bare values',
    path: search('9912003888', 'category=3457005'),
    template: SEARCH,
    status: 200,
  },
  {
    name: 'no referrals',
    user: '9900000285',
    path: search('9900000285', `${CATEGORY}&${INCLUDES}`),
    template: SEARCH,
    status: 200,
  },
  {
    name: 'no category',
    path: `${SEARCH}?patient:identifier=9912003888`,
    template: SEARCH,
    status: 400,
  },
  {
    name: 'half of the inclusions',
    path: search('9912003888', `${CATEGORY}&_revinclude=Task:focus`),
    template: SEARCH,
    status: 400,
  },
  {
    name: "another patient's",
    path: search('9912003071', CATEGORY),
    template: SEARCH,
    status: 403,
  },
  {
    name: 'an unknown token',
    path: search('9912003888', CATEGORY),
    template: SEARCH,
    status: 401,
    headers: { Authorization: 'Bearer 99999999999999999999999999999999' },
  },
  {
    name: 'an unsupported vector of trust',
    user: '5900068196',
    path: search('5900068196', CATEGORY),
    template: SEARCH,
    status: 401,
    exception: "the gateway writes 'login' and one expression, which the schema does not have",
  },
  {
    name: 'a directly bookable service',
    path: '/FHIR/R4/HealthcareService/11002',
    template: SERVICE,
    status: 200,
  },
  {
    name: 'a triage service',
    path: '/FHIR/R4/HealthcareService/11004',
    template: SERVICE,
    status: 200,
  },
  {
    name: 'an unknown service',
    path: '/FHIR/R4/HealthcareService/999999',
    template: SERVICE,
    status: 404,
  },
]

function judge(contract: Contract, call: Call, answer: Response, body: string): Line {
  const { name, template, status, exception } = call
  const type = answer.headers.get('content-type') ?? ''
  const faults = contract.faults(template, 'GET', answer.status, type, body)
  const line = { operation: 'PATIENT', example: name, status: answer.status }
  if (answer.status !== status)
    return { ...line, verdict: 'FAULT', detail: `expected ${status}: ${body.slice(0, 200)}` }
  if (faults.length === 0) return { ...line, verdict: 'as published', detail: '' }
  return exception
    ? { ...line, verdict: 'exception', detail: exception }
    : { ...line, verdict: 'FAULT', detail: faults.slice(0, 3).join('; ') }
}

/** Asks the patient care API and judges each answer by the published document. */
export async function patientCareLines(world: SandboxWorld, contract: Contract): Promise<Line[]> {
  const lines: Line[] = []
  for (const call of CALLS) {
    const token = world.token({ user: call.user ?? '9912003888' })
    const answer = await fetch(`${world.url}/e-referrals-service-patient-care-api${call.path}`, {
      headers: {
        Authorization: `Bearer ${token}`,
        'NHSD-Target-Identifier': TARGET,
        ...call.headers,
      },
    })
    lines.push(judge(contract, call, answer, await answer.text()))
  }
  return lines
}
