import { type Answer, empty, json } from '../../../../http/answer.js'
import type { Endpoint } from '../../../../http/endpoint.js'
import type { Exchange } from '../../../../http/exchange.js'
import { readJson } from '../../../../http/json-body.js'
import { LIMITS } from '../../../../world/limits.js'
import { clientMetadata, metadataKey } from '../../../../world/tables/client-metadata.js'
import { NHS_LOGIN_REALM } from '../../realms.js'
import { bearerError, standingToken } from '../userinfo/bearer.js'

const LONGEST = 1024
const GENERATED_LENGTH = 32

/** What `auto` stands for: a new value that the provider makes. */
const AUTO = 'auto'

/** The new value of the body; undefined if there is none that will do. */
function readValue(body: Uint8Array): string | undefined {
  const read = readJson(body)
  const value =
    'value' in read
      ? (read.value as { client_user_metadata?: unknown } | null)?.client_user_metadata
      : undefined
  return typeof value === 'string' && value.length <= LONGEST ? value : undefined
}

/** `PATCH` of userinfo: what a client keeps about a patient is changed (auth 6.5). */
function changeMetadata(exchange: Exchange): Answer {
  const standing = standingToken(exchange, NHS_LOGIN_REALM)
  if (!standing.ok) return standing.answer
  const { token, client, session } = standing
  if (!token.scope.split(' ').includes('client_metadata'))
    return bearerError(403, 'insufficient_scope', 'The scope client_metadata is required')
  const sent = readValue(exchange.request.body)
  if (sent === undefined)
    return json(400, {
      error: 'invalid_request',
      error_description: `client_user_metadata must be a text of at most ${LONGEST} characters`,
    })
  const { store, ids } = exchange.world
  const of = { clientId: client.clientId, nhsNumber: session.userId }
  store.transaction(() => {
    if (sent === '') clientMetadata.remove(store, metadataKey(of.clientId, of.nhsNumber))
    else
      clientMetadata.save(store, {
        ...of,
        value: sent === AUTO ? ids.secret(GENERATED_LENGTH) : sent,
      })
  })
  return empty(204)
}

export const metadataEndpoint: Endpoint = {
  method: 'PATCH',
  path: `${NHS_LOGIN_REALM.path}/userinfo`,
  operation: `${NHS_LOGIN_REALM.name}/userinfo`,
  title: 'Change what the client keeps about the patient',
  bodyLimit: LIMITS.form,
  handle: changeMetadata,
}
