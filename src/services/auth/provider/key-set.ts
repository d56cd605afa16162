import { json } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { ProviderSigner } from '../provider-keys.js'
import { noRealm } from './no-realm.js'
import type { Site } from './site.js'

/** The public keys of a provider, for whoever checks its tokens (auth 4, 5.1, 6.1). */
export const keySetEndpoint = (site: Site, suffix: string, signer: ProviderSigner): Endpoint => ({
  method: 'GET',
  path: `${site.path}${suffix}`,
  operation: `${site.path.slice(1)}${suffix}`,
  title: 'Get the public keys',
  handle: async ({ request }) => {
    const realm = site.realmOf(request.params)
    return realm ? json(200, { keys: await signer.publicKeys(realm.provider.name) }) : noRealm()
  },
})
