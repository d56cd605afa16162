import type { ProviderName } from '../../../world/tables/access-token.js'
import type { PublicKey } from '../../../world/tables/application.js'

/** The key set that a login provider publishes; fails if it cannot be had. */
export type ProviderKeys = (provider: ProviderName) => Promise<readonly PublicKey[]>
