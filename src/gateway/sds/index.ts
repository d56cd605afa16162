import type { Answer } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import { readSetting } from '../../world/tables/setting.js'
import type { World } from '../../world/world.js'
import { readApiKey } from '../api-key.js'
import { countCall } from '../rate-limit.js'
import { sdsFaultAnswer, sdsGatewayFault } from './outcome.js'

const SDS_API = 'spine-directory-service'

/** The world's setting that lets calls without a registered key through where it is false, as the public sandbox does. */
export const API_KEY_SETTING = 'sdsApiKeyRequired'

/** Whether the world asks for a registered key. */
export const isKeyRequired = (world: World): boolean =>
  readSetting<boolean>(world.store, API_KEY_SETTING) !== false

const LIMITS = {
  QUOTA: 'Rate limit quota violation. Quota limit exceeded. Identifier : _default',
  SPIKE: 'Spike arrest violation. Allowed rate : 40ps',
  WHOLE: 'Rate limit quota violation. Quota limit exceeded. Identifier : _default',
} as const

/** The answer to a call too many (sds 1.1). */
export const tooManyCalls = (exchange: Exchange, limit: keyof typeof LIMITS = 'QUOTA'): Answer =>
  sdsFaultAnswer(exchange, sdsGatewayFault(429, 'throttled', 'UNKNOWN_ERROR', LIMITS[limit]))

/** Calls without a registered key are counted together. */
const NO_APPLICATION = 'anyone'

/**
 * What the API platform does in front of SDS: the key, then the rate (sds 1.1). Answers a refusal, or
 * nothing where the call may pass.
 */
export function passSdsGateway(exchange: Exchange): Answer | undefined {
  const { world } = exchange
  const known = isKeyRequired(world) ? readApiKey(exchange, [SDS_API]) : undefined
  if (known && !known.ok)
    return sdsFaultAnswer(
      exchange,
      sdsGatewayFault(401, 'forbidden', 'ACCESS_DENIED', known.fault.faultstring),
    )
  const limit = countCall(world, SDS_API, known?.application.clientId ?? NO_APPLICATION)
  if (!limit) return undefined
  exchange.find(
    'gateway.sds.rate-limit',
    'SDS lets an application make 300 calls a minute and 40 a second: wait and retry.',
    'sds 1.1',
  )
  return tooManyCalls(exchange, limit)
}
