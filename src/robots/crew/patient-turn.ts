import { freeSlots } from '../acts/appointments.js'
import { happensToReferral, ownReferrals } from '../acts/patient.js'
import { readReferral } from '../acts/referrals.js'
import { serviceKind } from '../acts/service-kind.js'
import type { Chance } from './chance.js'
import { type AppUser, asProfessional, type Crew, type Made } from './crew.js'
import type { Turn } from './deed.js'

/** Books the earliest slot in the portal, or sometimes cancels what is booked. */
async function decide(crew: Crew, chance: Chance, one: Made): Promise<string | undefined> {
  const referrer = asProfessional(crew, one.by)
  const { state, shortlist } = await readReferral(referrer, one.ubrn)
  if (state === 'BOOKED' && chance.percent(25)) {
    const reason = 'PATIENT_HOLIDAY'
    await happensToReferral(crew.line, one.ubrn, { action: 'PATIENT_CANCELS', reason })
    return `cancelled the appointment of referral ${one.ubrn}`
  }
  const [service = ''] = shortlist
  if (state !== 'NOT_BOOKED' && state !== 'APPT_CANCELLED_BY_PATIENT') return undefined
  if ((await serviceKind(referrer, service)) !== 'DIRECT') return undefined
  const [slot] = await freeSlots(referrer, service, one.priority, 1)
  if (slot === undefined) return undefined
  const slotId = Number(slot.id)
  await happensToReferral(crew.line, one.ubrn, { action: 'PATIENT_BOOKS', slotId })
  return `booked referral ${one.ubrn} in the portal for ${slot.start}`
}

const lookedAs = ({ nhsNumber }: AppUser): string => `looked into the app (patient ${nhsNumber})`

/** A patient's turn: a look into the app, and then a booking, a cancellation, or nothing. */
export async function patientTurn(
  crew: Crew,
  chance: Chance,
  made: readonly Made[],
): Promise<Turn> {
  const patient = chance.pick(crew.patients)
  if (!patient) return {}
  const seen = await ownReferrals(crew.line, patient.user, patient.nhsNumber)
  const one = chance.pick(made.filter(({ ubrn }) => seen.includes(ubrn)))
  const did = one && (await decide(crew, chance, one))
  return { did: did ?? lookedAs(patient) }
}
