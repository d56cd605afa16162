import type { SandboxWorld } from '../src/library/index.js'
import type { Bodies, Example } from './examples.js'

const USERS: Readonly<Record<string, string>> = {
  REFERRING_CLINICIAN: '021600556514',
  REFERRING_CLINICIAN_ADMIN: '103264992985',
  SERVICE_PROVIDER_CLINICIAN: '103264994981',
  SERVICE_PROVIDER_CLINICIAN_ADMIN: '103264994989',
}

/** Headers of an example with a token of a user who has the function it names. */
export function headersFor(
  world: SandboxWorld,
  example: Pick<Example, 'headers'>,
): Record<string, string> {
  const role = example.headers['NHSD-eRS-Business-Function'] ?? 'REFERRING_CLINICIAN'
  const user = USERS[role]
  if (!user) throw new Error(`no test user has the function ${role}`)
  return { ...example.headers, Authorization: `Bearer ${world.token({ user })}` }
}

export const call = (
  world: SandboxWorld,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Response> =>
  fetch(`${world.url}/referrals${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }),
    },
    ...(body === undefined ? {} : { body }),
  })

interface Reference {
  reference: string
}

interface AppointmentBody {
  status: string
  start?: string
  end?: string
  slot?: Reference[]
  reason?: { coding: { code: string }[] }[]
  incomingReferral: Reference[]
  participant: { actor: { identifier: { value: string } } }[]
}

interface SlotBundle {
  entry: {
    resource: { id: string; resourceType: string; start: string; end: string; schedule: Reference }
  }[]
}

/** A new referral to the service that the example names, from the official request to create one. */
async function referTo(
  world: SandboxWorld,
  headers: Record<string, string>,
  bodies: Bodies,
  service: string,
) {
  const priorities = ['ROUTINE', 'URGENT', 'TWO_WEEK_WAIT']
  const body = JSON.parse(bodies.get('MinimalRequest')?.body as string)
  const shortlist = body.parameter.find(
    (one: { name: string }) => one.name === 'shortlist',
  ).resource
  shortlist.entry[0].item.identifier.value = service
  for (const priority of priorities) {
    shortlist.contained[0].parameter[0].valueCoding.code = priority
    const created = await call(
      world,
      '/FHIR/STU3/ReferralRequest/$ers.createReferral',
      headers,
      JSON.stringify(body),
    )
    const text = await created.text()
    if (created.status === 201) return { ...JSON.parse(text), priority }
  }
  throw new Error(`no referral to service ${service} could be made`)
}

async function readReferral(world: SandboxWorld, headers: Record<string, string>, ubrn: string) {
  const answer = await call(world, `/FHIR/STU3/ReferralRequest/${ubrn}`, headers)
  return JSON.parse(await answer.text())
}

/** A free slot of the service, with or without a clinician as the example wants. */
async function freeSlot(
  world: SandboxWorld,
  headers: Record<string, string>,
  service: string,
  clinician: string | undefined,
) {
  const query = new URLSearchParams({
    'schedule.actor:HealthcareService': service,
    appointmentType: 'ROUTINE',
    status: 'free',
    _count: '100',
    page: '1',
  })
  const answer = await call(world, `/FHIR/STU3/Slot?${query}`, {
    ...headers,
    'NHSD-eRS-Comm-Rule-Org': 'R69',
  })
  const bundle = (await answer.json()) as SlotBundle
  const wanted = `Schedule/${service}${clinician === undefined ? '' : `-${clinician}`}`
  const slot = bundle.entry.find(
    ({ resource }) => resource.schedule?.reference === wanted,
  )?.resource
  if (!slot) throw new Error(`service ${service} has no free slot in ${wanted}`)
  return slot
}

/**
 * The body of an A016 example for this world: its own referral, version, slot and times in the
 * places of the published ones; the rest as published.
 */
export async function prepareAppointment(
  world: SandboxWorld,
  example: Example,
  headers: Record<string, string>,
  bodies: Bodies,
  ubrn?: string,
): Promise<string> {
  const body = JSON.parse(example.body as string) as AppointmentBody
  const [service, patient, clinician] = body.participant.map(({ actor }) => actor.identifier.value)
  const referral = ubrn
    ? await readReferral(world, headers, ubrn)
    : await referTo(world, headers, bodies, service as string)
  const incoming = body.incomingReferral[0] as Reference
  incoming.reference = `ReferralRequest/${referral.id}/_history/${referral.meta.versionId}`
  if (patient !== referral.subject.identifier.value) throw new Error('another patient')
  if (body.slot) {
    const slot = await freeSlot(world, headers, service as string, clinician)
    body.slot = [{ reference: `Slot/${slot.id}` }]
    if (body.status === 'booked') Object.assign(body, { start: slot.start, end: slot.end })
    else await takeSlot(world, headers, bodies, body, slot)
  }
  return JSON.stringify(body)
}

/** Books the slot for another referral, so that a deferral because of it is true. */
async function takeSlot(
  world: SandboxWorld,
  headers: Record<string, string>,
  bodies: Bodies,
  deferral: AppointmentBody,
  slot: SlotBundle['entry'][number]['resource'],
) {
  const service = deferral.participant[0]?.actor.identifier.value as string
  const other = await referTo(world, headers, bodies, service)
  const { reason, ...rest } = deferral
  const booking = {
    ...rest,
    comment: undefined,
    status: 'booked',
    start: slot.start,
    end: slot.end,
    incomingReferral: [
      { reference: `ReferralRequest/${other.id}/_history/${other.meta.versionId}` },
    ],
  }
  const answer = await call(world, '/FHIR/STU3/Appointment', headers, JSON.stringify(booking))
  if (answer.status !== 201) throw new Error(`slot ${slot.id} could not be taken: ${answer.status}`)
}

/** The path of an example with the version that the request has in this world. */
export async function atCurrentVersion(
  world: SandboxWorld,
  path: string,
  headers: Record<string, string>,
): Promise<string> {
  const match = /ReferralRequest(?:\/|%2F)(\d{12})(?:\/|%2F)_history(?:\/|%2F)\d+/.exec(path)
  if (!match) return path
  const answer = await call(world, `/FHIR/STU3/ReferralRequest/${match[1]}`, {
    ...headers,
    'NHSD-eRS-Business-Function': 'REFERRING_CLINICIAN',
    Authorization: `Bearer ${world.token({ user: USERS.REFERRING_CLINICIAN as string })}`,
  })
  const version = answer.headers.get('etag')?.replace(/\D/g, '') ?? '1'
  return path.replace(match[0], match[0].replace(/\d+$/, version))
}
