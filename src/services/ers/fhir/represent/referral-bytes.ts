import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { representReferral } from './referral.js'

/** How many referrals one world keeps ready to send. */
const KEPT = 500

interface Kept {
  readonly referral: Referral
  readonly madeFrom: string
  readonly bytes: Uint8Array
}

/** What the bytes depend on beside the referral; an appointment changes only together with its referral. */
const madeFrom = ({ store }: World, base: string): string =>
  `${base} ${store.revision('healthcare_service')} ${store.revision('attachment')}`

/** A referral as the JSON to send, in UTF-8, made once until something in it changes. */
export function referralBytes(world: World, base: string, referral: Referral): Uint8Array {
  const cache = world.store.cache<Kept>('referral-bytes')
  const kept = cache.get(referral.ubrn)
  const from = madeFrom(world, base)
  if (kept?.referral === referral && kept.madeFrom === from) return kept.bytes
  const bytes = Buffer.from(JSON.stringify(representReferral(world.store, base, referral)))
  if (cache.size >= KEPT) cache.clear()
  cache.set(referral.ubrn, { referral, madeFrom: from, bytes })
  return bytes
}
