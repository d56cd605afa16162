import { publishSlots } from '../clinics.js'
import type { Store } from '../store.js'
import { layOutAdvice } from './lay-out-advice.js'
import { layOutAttachments } from './lay-out-attachments.js'
import { layOutReferral } from './lay-out-referral.js'
import { forgetPlan, readPlan } from './plan.js'

/**
 * Adds what depends on the day a world starts (`day`, a British date): slots in the coming weeks,
 * then the referrals, conversations and files of the days around it.
 */
export function layOut(store: Store, day: string): void {
  publishSlots(store, day)
  const plan = readPlan(store)
  layOutAttachments(store, plan, day)
  for (const referral of plan.referrals) layOutReferral(store, referral, day)
  for (const advice of plan.advice) layOutAdvice(store, advice, day)
  forgetPlan(store)
}
