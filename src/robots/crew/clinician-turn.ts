import { readWorklist } from '../acts/look.js'
import { readReferral } from '../acts/referrals.js'
import { accept, recordOutcome, reject } from '../acts/review.js'
import type { Professional } from '../professional.js'
import type { Chance } from './chance.js'
import { asProfessional, type Crew } from './crew.js'
import type { Turn } from './deed.js'

async function triage(who: Professional, ubrn: string, chance: Chance): Promise<string> {
  if (chance.percent(35)) {
    const advice = 'Please try the usual treatment for six weeks first.'
    await recordOutcome(who, ubrn, 'RETURN_TO_REFERRER_WITH_ADVICE', advice)
    return `returned referral ${ubrn} with advice`
  }
  await recordOutcome(who, ubrn, 'ACCEPT_REFER_BOOK_LATER', 'To be seen in the clinic.')
  return `accepted referral ${ubrn}, to be booked later`
}

async function review(who: Professional, ubrn: string, chance: Chance): Promise<string> {
  if (chance.percent(15)) {
    await reject(who, ubrn, 'SERVICE_INAPPROPRIATE', 'Please refer to another clinic.')
    return `rejected referral ${ubrn}`
  }
  await accept(who, ubrn)
  return `accepted referral ${ubrn}`
}

/** A provider clinician's turn: the first on the worklist is reviewed. */
export async function clinicianTurn(crew: Crew, chance: Chance): Promise<Turn> {
  const standing = chance.pick(crew.clinicians)
  if (!standing) return {}
  const who = asProfessional(crew, standing)
  const [ubrn] = await readWorklist(who, 'REFERRALS_FOR_REVIEW')
  if (ubrn === undefined) return { did: `found nothing to review at ${standing.organisation}` }
  const { state } = await readReferral(who, ubrn)
  const act = state === 'AWAITING_TRIAGE' ? triage : review
  return { did: await act(who, ubrn, chance) }
}
