import { readBody } from '../../src/services/ers/fhir/read/body.js'
import { shortlist } from '../../src/services/ers/fhir/read/shortlist.js'
import { representReferral } from '../../src/services/ers/fhir/represent/referral.js'
import { adviceRequests } from '../../src/world/tables/advice-request.js'
import { type Appointment, appointments } from '../../src/world/tables/appointment.js'
import { type Referral, type ReferralState, referrals } from '../../src/world/tables/referral.js'
import type { World } from '../../src/world/world.js'

/** Everything a world holds about referrals, read once. */
interface Holdings {
  readonly world: World
  readonly referrals: readonly Referral[]
  readonly appointments: readonly Appointment[]
}

type Rule = (holdings: Holdings) => Iterable<string>

/** Status of the appointment in each state (ers-fhir 8.3); an empty list means that there is none. */
const APPOINTMENT_IN: Readonly<Partial<Record<ReferralState, readonly Appointment['status'][]>>> = {
  NOT_BOOKED: [],
  BOOKED: ['booked'],
  DEFERRED_TO_PROVIDER: ['proposed'],
  AWAITING_TRIAGE: ['proposed'],
  TRIAGED_PROVIDER_TO_ACTION: ['proposed'],
  TRIAGE_RESPONSE: ['proposed'],
  REJECTED: ['cancelled'],
  APPT_CANCELLED_BY_PATIENT: ['cancelled'],
  APPT_CANCELLED_BY_PROVIDER: ['cancelled'],
}

const appointmentOf = ({ world }: Holdings, referral: Referral): Appointment | undefined =>
  appointments.find(world.store, String(referral.appointmentId))

function* statesFitAppointments(holdings: Holdings): Iterable<string> {
  for (const referral of holdings.referrals) {
    const { ubrn, state, appointmentId } = referral
    const allowed = APPOINTMENT_IN[state]
    const found = appointmentOf(holdings, referral)
    if (appointmentId !== undefined && !found)
      yield `${ubrn} names appointment ${appointmentId}, which does not exist`
    if (found && found.ubrn !== ubrn) yield `${ubrn} names appointment ${found.id} of ${found.ubrn}`
    if (
      found &&
      (found.serviceId !== referral.currentService || found.nhsNumber !== referral.nhsNumber)
    )
      yield `${ubrn} and its appointment ${found.id} differ in service or patient`
    if (allowed && (found ? !allowed.includes(found.status) : allowed.length > 0))
      yield `${ubrn} is ${state} with an appointment that is ${found?.status ?? 'absent'}`
    if (state === 'CANCELLED_REFERRAL' && found?.status === 'booked')
      yield `${ubrn} is cancelled with a booked appointment`
    if (state === 'NOT_BOOKED' && (appointmentId !== undefined || referral.currentService))
      yield `${ubrn} is NOT_BOOKED with an appointment or a service`
  }
}

/** A slot is booked if and only if one booked appointment of a BOOKED referral holds it. */
function* slotsFitBookings(holdings: Holdings): Iterable<string> {
  const holders = new Map<number, number>()
  for (const { id, status, slotId, ubrn } of holdings.appointments) {
    const referral = referrals.find(holdings.world.store, ubrn)
    const current = status === 'booked' && referral?.appointmentId === id
    if (status === 'booked' && (!current || referral?.state !== 'BOOKED'))
      yield `appointment ${id} is booked, but not the one of a booked referral`
    if (slotId === undefined || status !== 'booked') continue
    if (holders.has(slotId)) yield `slot ${slotId} is held by ${holders.get(slotId)} and ${id}`
    holders.set(slotId, id)
  }
  const booked = holdings.world.store.all<{ id: number }>(
    "SELECT id FROM slot WHERE status = 'BOOKED' ORDER BY id",
  )
  for (const { id } of booked) {
    if (!holders.delete(id)) yield `slot ${id} is taken and nobody holds it`
  }
  for (const [slot, holder] of holders)
    yield `appointment ${holder} holds slot ${slot}, which is free`
}

/** Files are linked to a request that is there; what a referral shows is linked to it. */
function* attachmentsFitRequests({ world, referrals: all }: Holdings): Iterable<string> {
  const links = world.store.all<{ id: string; ubrn: string }>(
    'SELECT id, linked_to AS ubrn FROM attachment WHERE linked_to IS NOT NULL',
  )
  for (const { id, ubrn } of links)
    if (!referrals.find(world.store, ubrn) && !adviceRequests.find(world.store, ubrn))
      yield `file ${id} is linked to ${ubrn}, which does not exist`
  const linked = new Map(links.map(({ id, ubrn }) => [id, ubrn]))
  for (const { ubrn, documents } of all)
    for (const { attachmentId } of documents)
      if (linked.get(attachmentId) !== ubrn)
        yield `${ubrn} has file ${attachmentId}, which is linked to ${linked.get(attachmentId)}`
  const numbers = all.flatMap(({ documents }) => documents.map(({ id }) => id))
  if (new Set(numbers).size !== numbers.length) yield 'two documents have the same number'
}

function* sequencesAreAhead({ world, ...all }: Holdings): Iterable<string> {
  const highest = {
    ubrn: Math.max(
      ...all.referrals.map(({ ubrn }) => Number(ubrn)),
      ...adviceRequests.list(world.store).map(({ ubrn }) => Number(ubrn)),
    ),
    appointment: Math.max(0, ...all.appointments.map(({ id }) => id)),
    document: Math.max(
      0,
      ...all.referrals.flatMap(({ documents }) => documents.map(({ id }) => id)),
    ),
    slot: world.store.one<{ id: number }>('SELECT max(id) AS id FROM slot')?.id ?? 0,
  }
  for (const [name, most] of Object.entries(highest)) {
    const next = world.store.one<{ next: number }>(
      'SELECT next FROM sequence WHERE name = ?',
      name,
    )?.next
    if (next === undefined || next <= most) yield `sequence ${name} is at ${next}, ids at ${most}`
  }
}

/** What A005 would answer can be written, read back, and says what the table says. */
function* representationsRoundTrip({ world, referrals: all }: Holdings): Iterable<string> {
  for (const referral of all) {
    const text = JSON.stringify(representReferral(world.store, 'http://localhost/STU3', referral))
    const wire = JSON.parse(text)
    if (JSON.stringify(wire) !== text) yield `${referral.ubrn} does not round-trip`
    const [parameters, list] = wire.contained
    const read = readBody({ ...list, contained: [parameters] }, shortlist)
    if (!read.ok) {
      yield `${referral.ubrn}: ${read.refusals.map(({ diagnostics }) => diagnostics).join('; ')}`
      continue
    }
    if (read.value.services.join() !== referral.shortlist.join())
      yield `${referral.ubrn} shows another shortlist`
    if (read.value.criteria.priority !== referral.criteria.priority)
      yield `${referral.ubrn} shows other criteria`
    if (!text.includes(`"code":"${referral.state}"`)) yield `${referral.ubrn} hides its state`
  }
}

const RULES: readonly Rule[] = [
  statesFitAppointments,
  slotsFitBookings,
  attachmentsFitRequests,
  sequencesAreAhead,
  representationsRoundTrip,
]

/** What is wrong with the referrals of a world, a sentence each; nothing if all is well. */
export function brokenInvariants(world: World): string[] {
  const holdings = {
    world,
    referrals: referrals.list(world.store),
    appointments: appointments.list(world.store),
  }
  return RULES.flatMap((rule) => [...rule(holdings)])
}

/** Numbers that change with every change of the requests of a world. */
export const fingerprint = ({ store }: World): string =>
  JSON.stringify(
    store.one(
      `SELECT (SELECT sum(next) FROM sequence) AS numbers,
        (SELECT count(*) FROM referral) AS referrals,
        (SELECT count(*) FROM appointment) AS appointments,
        (SELECT count(*) FROM advice_request) AS conversations,
        (SELECT count(*) + count(linked_to) FROM attachment) AS files`,
    ),
  )
