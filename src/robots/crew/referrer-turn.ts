import { book, freeSlots, propose } from '../acts/appointments.js'
import { addLetter } from '../acts/files.js'
import { searchServices } from '../acts/look.js'
import { readReferral, refer } from '../acts/referrals.js'
import { serviceKind } from '../acts/service-kind.js'
import { control } from '../control.js'
import type { Professional } from '../professional.js'
import type { Chance } from './chance.js'
import { COMPLAINTS } from './complaints.js'
import { asProfessional, type Crew, type Made } from './crew.js'
import type { Turn } from './deed.js'

const UNBOOKED = ['NOT_BOOKED', 'APPT_CANCELLED_BY_PATIENT', 'APPT_CANCELLED_BY_PROVIDER']

/** Books the earliest slot, defers where there is none, or sends for triage; other services are telephoned. */
async function arrange(who: Professional, { ubrn, priority }: Made): Promise<string | undefined> {
  const { state, shortlist } = await readReferral(who, ubrn)
  const [service] = shortlist
  if (service === undefined || !UNBOOKED.includes(state)) return undefined
  const kind = await serviceKind(who, service)
  if (kind === 'INDIRECT') return undefined
  if (kind === 'TRIAGE') {
    await propose(who, ubrn, service, 'TRIAGE')
    return `sent referral ${ubrn} to service ${service} for triage`
  }
  const [slot] = await freeSlots(who, service, priority, 1)
  if (slot === undefined) {
    await propose(who, ubrn, service, 'NO_SLOTS_AT_SERVICE')
    return `deferred referral ${ubrn} to service ${service}`
  }
  await book(who, ubrn, service, slot)
  return `booked referral ${ubrn} into service ${service} for ${slot.start}`
}

/** Makes a referral for one of the patients, and adds the letter. */
async function referSomebody(crew: Crew, chance: Chance): Promise<Turn> {
  const [by, patient] = [chance.pick(crew.referrers), chance.pick(crew.patients)]
  const complaint = chance.pick(COMPLAINTS)
  if (!by || !patient || !complaint) return {}
  const who = asProfessional(crew, by)
  const { letter, ...sought } = complaint
  const criteria = { ...sought, priority: chance.percent(20) ? 'URGENT' : 'ROUTINE' }
  const { nhsNumber } = patient
  const found = await searchServices(who, nhsNumber, criteria, 'APPOINTMENT_REQUEST')
  const service = chance.pick(found)
  if (service === undefined) return { did: `found no service for ${sought.specialty}` }
  const services = [service]
  const made = { patient: nhsNumber, services, letter: 'NEED_TO_ADD_LATER', ...criteria } as const
  const { ubrn } = await refer(who, made)
  const { now } = await control<{ now: string }>(crew.line, 'GET', '/clock')
  const file = { name: 'Referral letter.txt', content: new Uint8Array(Buffer.from(letter)) }
  await addLetter(who, ubrn, file, { description: 'Referral letter', now })
  return {
    did: `referred patient ${nhsNumber} to service ${service}: ${ubrn}`,
    made: { ubrn, nhsNumber, by, priority: criteria.priority },
  }
}

/** A referrer's turn: a new referral, or an appointment for one that waits. */
export async function referrerTurn(
  crew: Crew,
  chance: Chance,
  made: readonly Made[],
): Promise<Turn> {
  const waiting = chance.percent(50) ? chance.pick(made) : undefined
  if (waiting === undefined) return referSomebody(crew, chance)
  const did = await arrange(asProfessional(crew, waiting.by), waiting)
  return did === undefined ? referSomebody(crew, chance) : { did }
}
