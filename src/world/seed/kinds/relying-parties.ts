import { z } from 'zod'
import { type RelyingParty, relyingParties, relyingPartyKey } from '../../tables/relying-party.js'
import { anyKind } from '../kind.js'
import { maybe, some, words } from '../values.js'
import { keys } from './applications.js'

const algorithm = z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])
const address = z.url({ protocol: /^https?$/, error: 'an http or https address' })

/** What a record says of a relying party; the control API asks for the same. */
export const relyingPartyFields = {
  clientId: words,
  provider: z.enum(['nhs-cis2', 'nhs-login', 'apim-mock-nhs-cis2', 'apim-mock-nhs-login']),
  name: words,
  redirectUris: z.union([z.literal('ANY'), some(address)], {
    error: "a list of addresses, or 'ANY'",
  }),
  authMethods: some(
    z.enum(['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt']),
  ),
  secret: maybe(words),
  keys: maybe(keys),
  jwksUrl: maybe(address),
  scopes: maybe(z.array(words)),
  idTokenAlgorithm: maybe(algorithm),
  userinfoAlgorithm: maybe(algorithm),
  backChannelLogoutUri: maybe(address),
  postLogoutRedirectUris: maybe(z.array(address)),
}

export const relyingPartyKind = anyKind<RelyingParty>({
  file: 'relying-parties.json',
  name: 'relying party',
  schema: z.strictObject(relyingPartyFields),
  key: (row) => relyingPartyKey(row.provider, row.clientId),
  save: (store, rows) => {
    for (const row of rows) relyingParties.save(store, row)
  },
})
