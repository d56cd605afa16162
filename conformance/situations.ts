import type { SandboxWorld } from '../src/library/index.js'
import { ADVICE_SITUATIONS } from './advice.js'
import { DOCUMENT_SITUATIONS } from './documents.js'
import type { Bodies, Example } from './examples.js'
import { call, headersFor, prepareAppointment } from './prepare.js'

/** What a published request needs to have happened before, and where it then goes. */
interface Situation {
  readonly ubrn: string
  readonly role?: string
  /** A deferral, booking or triage to make first, by an official A016 example. */
  readonly first?: 'MinimalBooking' | 'TriageDeferral'
}

const UNBOOKED: Situation = { ubrn: '000000070000' }
const BOOKED: Situation = { ubrn: '000000070000', first: 'MinimalBooking' }
const IN_TRIAGE: Situation = { ubrn: '000000070000', first: 'TriageDeferral' }
const BOOKED_INDIRECTLY: Situation = { ubrn: '000000070002' }
const PROVIDER = 'SERVICE_PROVIDER_CLINICIAN'

/** The first row that fits an example's name says in what situation it is sent. */
const SITUATIONS: readonly (readonly [string, Situation])[] = [
  ['/FHIR/STU3/ReferralRequest/000000070000/$ers.generateCRI', BOOKED],
  ['acceptReferral', BOOKED],
  ['rejectReferral/requests/BasicExampleIbs', BOOKED_INDIRECTLY],
  ['rejectReferral', BOOKED],
  ['cancelAppointmentActionLater/requests/MinimalExampleIBS', BOOKED_INDIRECTLY],
  ['cancelAppointmentActionLater', BOOKED],
  ['recordTriageOutcome', IN_TRIAGE],
  ['changeShortlist', UNBOOKED],
  ['cancelReferral/requests/outpatientService', { ubrn: '000000070004', role: PROVIDER }],
  ['cancelReferral/requests/bookedOutsideCab', { ubrn: '000000070001', role: PROVIDER }],
  ['cancelReferral', UNBOOKED],
]

const REFERRER = {
  'NHSD-End-User-Organisation-ODS': 'R69',
  'NHSD-eRS-Business-Function': 'REFERRING_CLINICIAN',
}

async function arrange(
  world: SandboxWorld,
  { ubrn, first }: Situation,
  bodies: Bodies,
): Promise<void> {
  if (!first) return
  const example = { ...(bodies.get(first) as Example), headers: REFERRER }
  const headers = headersFor(world, example)
  const body = await prepareAppointment(world, example, headers, bodies, ubrn)
  const answer = await call(world, '/FHIR/STU3/Appointment', headers, body)
  if (answer.status !== 201) throw new Error(`${first} of ${ubrn}: ${await answer.text()}`)
}

async function versionOf(world: SandboxWorld, ubrn: string): Promise<string> {
  const headers = headersFor(world, { headers: REFERRER })
  const answer = await call(world, `/FHIR/STU3/ReferralRequest/${ubrn}`, headers)
  return answer.headers.get('etag') ?? ''
}

/** A cancellable booking of the data set, in the places of the published one. */
async function forCancellation(world: SandboxWorld, example: Example): Promise<Example> {
  const headers = headersFor(world, { headers: REFERRER })
  const answer = await call(world, '/FHIR/STU3/Appointment/70008', headers)
  const stored = (await answer.json()) as Record<string, unknown>
  const body = JSON.parse(example.body as string) as Record<string, unknown>
  const { id, incomingReferral, participant } = stored
  return {
    ...example,
    path: '/FHIR/STU3/Appointment/70008',
    headers: { ...example.headers, 'If-Match': answer.headers.get('etag') ?? '' },
    body: JSON.stringify({ ...body, id, incomingReferral, participant }),
  }
}

/** Brings the world into the situation of an example, and the example to where it then is. */
export async function inSituation(
  world: SandboxWorld,
  example: Example,
  bodies: Bodies,
): Promise<Example> {
  if (example.name.includes('ErrorPage5'))
    return { ...example, path: example.path.replace('page=5', 'page=500') }
  const prepare = ADVICE_SITUATIONS[example.code] ?? DOCUMENT_SITUATIONS[example.code]
  if (prepare) return prepare(world, example)
  if (example.code === 'A034') return forCancellation(world, example)
  const situation = SITUATIONS.find(([name]) => example.name.startsWith(name))?.[1]
  if (!situation || !example.path.includes('/ReferralRequest/0')) return example
  await arrange(world, situation, bodies)
  return {
    ...example,
    path: example.path.replace(/\d{12}/, situation.ubrn),
    headers: {
      ...example.headers,
      ...(situation.role ? { 'NHSD-eRS-Business-Function': situation.role } : {}),
      'If-Match': await versionOf(world, situation.ubrn),
    },
  }
}
