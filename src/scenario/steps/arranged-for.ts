import { readReferral } from '../../robots/acts/referrals.js'
import type { Professional } from '../../robots/professional.js'
import type { Stage } from '../play/stage.js'

interface Given {
  readonly referral: string
  readonly service?: string | undefined
  readonly priority?: string | undefined
}

/** The referral that something is arranged for, at which service, and how urgent: as said, or as it was referred. */
export async function arrangedFor(given: Given, who: Professional, stage: Stage) {
  const ubrn = stage.ubrn(given.referral)
  const { shortlist } = await readReferral(who, ubrn)
  return {
    ubrn,
    service: given.service ?? shortlist[0] ?? '',
    priority: given.priority ?? stage.priority(given.referral),
  }
}
