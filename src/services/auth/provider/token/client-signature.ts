import type { PublicKey } from '../../../../world/tables/application.js'
import type { RelyingParty } from '../../../../world/tables/relying-party.js'
import type { World } from '../../../../world/world.js'
import type { Jwt } from '../../client-assertion/jwt.js'
import type { KeySets } from '../../client-assertion/key-sets.js'

/** What a client signed, and who it says it is. */
export interface SignedByClient {
  readonly world: World
  readonly client: RelyingParty
  readonly compact: string
  readonly jwt: Jwt
}

const SYMMETRIC = /^HS(256|384|512)$/

/** The key of a signature: the client's secret, or one of its published keys. */
async function keyOf({ world, client, jwt }: SignedByClient, keySets: KeySets) {
  const { kid, alg } = jwt.header
  if (SYMMETRIC.test(String(alg)))
    return client.secret ? new TextEncoder().encode(client.secret) : undefined
  const set = await keySets.of(world, client)
  if (!set.ok) return undefined
  const known = (key: PublicKey) => key.kid === kid || (kid === undefined && set.keys.length === 1)
  const key = set.keys.find(known)
  if (!key) return undefined
  const { importJWK } = await import('jose')
  const { alg: _named, use: _use, ...material } = key
  return importJWK(material, String(alg))
}

/** True if a token was signed with a key of the client, by the algorithm that its header names. */
export async function isSignedByClient(signed: SignedByClient, keySets: KeySets): Promise<boolean> {
  const { compactVerify } = await import('jose')
  try {
    const key = await keyOf(signed, keySets)
    if (!key) return false
    await compactVerify(signed.compact, key, { algorithms: [String(signed.jwt.header.alg)] })
    return true
  } catch {
    return false
  }
}
