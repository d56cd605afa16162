import { type Answer, json, text } from '../../../../http/answer.js'
import { issuerOfCall, type ProviderCall } from '../provider-call.js'
import { standingToken } from './bearer.js'

/** The userinfo address of a provider: the claims that the scopes grant, signed if so registered (auth 5.6, 6.5). */
export async function userinfo(call: ProviderCall): Promise<Answer> {
  const { exchange, realm, dialect, signer } = call
  const standing = standingToken(exchange, realm)
  if (!standing.ok) return standing.answer
  const { session, client, token } = standing
  const { world } = exchange
  const issuer = issuerOfCall(call)
  const claims = dialect.userinfo({ world, issuer, client, session, scope: token.scope })
  const alg = client.userinfoAlgorithm
  return alg === undefined
    ? json(200, claims)
    : text(
        200,
        await signer.sign(client.provider, { iss: issuer, ...claims }, { alg }),
        'application/jwt',
      )
}
