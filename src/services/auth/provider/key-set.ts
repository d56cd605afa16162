import { type Answer, json } from '../../../http/answer.js'
import type { ProviderCall } from './provider-call.js'

/** The public keys of a provider, for whoever checks its tokens (auth 4, 5.1, 6.1). */
export const keySet = async ({ realm, signer }: ProviderCall): Promise<Answer> =>
  json(200, { keys: await signer.publicKeys(realm.provider.name) })
