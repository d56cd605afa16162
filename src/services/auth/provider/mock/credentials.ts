import { readApiKey } from '../../../../gateway/api-key.js'
import { type Answer, json } from '../../../../http/answer.js'
import type { Endpoint } from '../../../../http/endpoint.js'
import type { Exchange } from '../../../../http/exchange.js'
import type { ProviderName } from '../../../../world/tables/access-token.js'
import { relyingParties } from '../../../../world/tables/relying-party.js'

/** The members of the answer, one for each mock (auth 4). */
const MEMBERS: readonly [member: string, provider: ProviderName][] = [
  ['cis2', 'apim-mock-nhs-cis2'],
  ['nhs-login', 'apim-mock-nhs-login'],
]

/** The world's test clients of the mocks, for any application with a key (auth 4). */
function credentials(exchange: Exchange): Answer {
  const key = readApiKey(exchange)
  if (!key.ok) return key.answer
  const clients = relyingParties.list(exchange.world.store)
  const found = MEMBERS.flatMap(([member, provider]) => {
    const client = clients.find((one) => one.provider === provider && one.secret !== undefined)
    return client
      ? [[member, { client_id: client.clientId, client_secret: client.secret }] as const]
      : []
  })
  return json(200, Object.fromEntries(found))
}

export const credentialsEndpoint: Endpoint = {
  method: 'GET',
  path: '/mock-jwks/keycloak-client-credentials',
  operation: 'mock-jwks/keycloak-client-credentials',
  title: 'Get the test clients of the mock providers',
  handle: credentials,
}
