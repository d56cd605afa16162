import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { representReferral } from './referral.js'

/** How many texts one world keeps. */
const KEPT = 500

interface Kept {
  readonly referral: Referral
  readonly madeFrom: string
  readonly text: string
}

/** What a text depends on beside the referral; an appointment changes only together with its referral. */
const madeFrom = ({ store }: World, base: string): string =>
  `${base} ${store.revision('healthcare_service')} ${store.revision('attachment')}`

/** A referral as the JSON text to send, made once until something in it changes. */
export function referralText(world: World, base: string, referral: Referral): string {
  const cache = world.store.cache<Kept>('referral-text')
  const kept = cache.get(referral.ubrn)
  const from = madeFrom(world, base)
  if (kept?.referral === referral && kept.madeFrom === from) return kept.text
  const text = JSON.stringify(representReferral(world.store, base, referral))
  if (cache.size >= KEPT) cache.clear()
  cache.set(referral.ubrn, { referral, madeFrom: from, text })
  return text
}
