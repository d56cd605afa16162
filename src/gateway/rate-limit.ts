import { MINUTE } from '../world/instant.js'
import { rateCounts, rateKey } from '../world/tables/rate-count.js'
import { readSetting } from '../world/tables/setting.js'
import type { World } from '../world/world.js'

/** Calls a minute for each application: `quota` in a window, `spike` spread evenly; `whole` for all of them together. */
export interface RateLimit {
  readonly quota: number
  readonly spike?: number
  readonly whole?: number
}

export type LimitedApi =
  | 'identity-service'
  | 'e-referrals-service-api'
  | 'personal-demographics-service'
  | 'personal-demographics-service/create'
  | 'spine-directory-service'
  | 'e-referrals-service-patient-care-api'
  | 'e-referrals-service-patient-care-api/referrals'

/** Limits of the platform, a minute for each application (auth 2.4). */
export const RATE_LIMITS: Readonly<Record<LimitedApi, RateLimit>> = {
  'identity-service': { quota: 300, whole: 300_000 },
  'e-referrals-service-api': { quota: 600, spike: 720 },
  'personal-demographics-service': { quota: 300, spike: 900 },
  // Three new records a second (pds 3.7).
  'personal-demographics-service/create': { quota: 180, spike: 180 },
  // 40 calls a second (sds 1.1).
  'spine-directory-service': { quota: 300, spike: 2400 },
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

/** Under this name the calls of all applications together are counted. */
const EVERYBODY = ''

/** Counts one more call in the running minute of the world's clock. */
function count(world: World, api: LimitedApi, clientId: string): number {
  const latest = world.clock.now()
  const known = rateCounts.find(world.store, rateKey(api, clientId))
  const minute = latest - (latest % MINUTE)
  const calls = known?.minute === minute ? known.calls + 1 : 1
  rateCounts.save(world.store, { api, clientId, minute, calls, latest })
  return calls
}

function isSpike(world: World, api: LimitedApi, clientId: string, spike: number): boolean {
  const known = rateCounts.find(world.store, rateKey(api, clientId))
  const since = known ? world.clock.now() - known.latest : Number.POSITIVE_INFINITY
  return since >= 0 && since < MINUTE / spike
}

/**
 * Counts a call of an application to an API on the world's clock and says which limit it breaks, if
 * any (auth 2.4). The spike limit is looked at first; a call it stops does not count for the quota.
 * The limit of the whole API comes last.
 */
export function countCall(
  world: World,
  api: LimitedApi,
  clientId: string,
): 'QUOTA' | 'SPIKE' | 'WHOLE' | undefined {
  const limit = limitOf(world, api)
  if (!limit) return undefined
  if (limit.spike && isSpike(world, api, clientId, limit.spike)) return 'SPIKE'
  if (count(world, api, clientId) > limit.quota) return 'QUOTA'
  return limit.whole && count(world, api, EVERYBODY) > limit.whole ? 'WHOLE' : undefined
}
