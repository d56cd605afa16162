import { MINUTE } from '../world/instant.js'
import { rateCounts, rateKey } from '../world/tables/rate-count.js'
import { readSetting } from '../world/tables/setting.js'
import type { World } from '../world/world.js'

/** Calls a minute: `quota` in a window, `spike` spread evenly. */
export interface RateLimit {
  readonly quota: number
  readonly spike?: number
}

export type LimitedApi =
  | 'identity-service'
  | 'e-referrals-service-api'
  | 'personal-demographics-service'
  | 'personal-demographics-service/create'
  | 'e-referrals-service-patient-care-api'
  | 'e-referrals-service-patient-care-api/referrals'

/** Limits of the platform, a minute for each application (auth 2.4). */
export const RATE_LIMITS: Readonly<Record<LimitedApi, RateLimit>> = {
  'identity-service': { quota: 300 },
  'e-referrals-service-api': { quota: 600, spike: 720 },
  'personal-demographics-service': { quota: 300, spike: 900 },
  // Three new records a second (pds 3.7).
  'personal-demographics-service/create': { quota: 180, spike: 180 },
  'e-referrals-service-patient-care-api': { quota: 600, spike: 660 },
  'e-referrals-service-patient-care-api/referrals': { quota: 600, spike: 660 },
}

/**
 * The world's setting `rateLimits`: absent or false switches limits off, true takes the platform's,
 * an object replaces some of them.
 */
export type RateLimitSetting = boolean | Partial<Record<LimitedApi, RateLimit>>

export const RATE_LIMIT_SETTING = 'rateLimits'

function limitOf(world: World, api: LimitedApi): RateLimit | undefined {
  const setting = readSetting<RateLimitSetting>(world.store, RATE_LIMIT_SETTING)
  if (!setting) return undefined
  return (setting === true ? undefined : setting[api]) ?? RATE_LIMITS[api]
}

/**
 * Counts a call of an application to an API on the world's clock and says which limit it breaks, if
 * any (auth 2.4). The spike limit is looked at first; a call it stops does not count for the quota.
 */
export function countCall(
  world: World,
  api: LimitedApi,
  clientId: string,
): 'QUOTA' | 'SPIKE' | undefined {
  const limit = limitOf(world, api)
  if (!limit) return undefined
  const now = world.clock.now()
  const known = rateCounts.find(world.store, rateKey(api, clientId))
  const since = known ? now - known.latest : Number.POSITIVE_INFINITY
  if (limit.spike && since >= 0 && since < MINUTE / limit.spike) return 'SPIKE'
  const minute = now - (now % MINUTE)
  const calls = known?.minute === minute ? known.calls + 1 : 1
  rateCounts.save(world.store, { api, clientId, minute, calls, latest: now })
  return calls > limit.quota ? 'QUOTA' : undefined
}
