import type { Store } from '../world/store.js'
import type { AccessToken, UserToken } from '../world/tables/access-token.js'
import { type Application, levelScopes } from '../world/tables/application.js'
import { type LoginUser, levelOf, loginUsers, subjectOf } from '../world/tables/login-user.js'
import { practitioners } from '../world/tables/practitioner.js'

/** What a login proves of its person, and who it was; shared by tokens, grants and sessions. */
export type Proof = Pick<
  UserToken,
  'userId' | 'username' | 'otherMethod' | 'level' | 'identityAssurance' | 'amr' | 'vectorOfTrust'
>

/** The digit that a level ends with: `aal3`, `P9`. */
const rank = (level: string): number => Number(level.at(-1))

/** What the record of the login says now, under the names that tokens use. */
function recordOf(store: Store, login: LoginUser, before: Proof) {
  const level = levelOf(login)
  if (login.provider === 'nhs-login')
    return {
      level,
      identityAssurance: rank(login.proofing),
      vectorOfTrust: login.vectorOfTrust,
    }
  const { identityAssurance = before.identityAssurance } =
    practitioners.find(store, login.userId) ?? {}
  return { level, identityAssurance, amr: login.amr }
}

/** What is proved now. Who chose another method than their own reaches no more than that method. */
function proofOf(store: Store, login: LoginUser, before: Proof): Partial<Proof> {
  const record = recordOf(store, login, before)
  return before.otherMethod && rank(before.level) <= rank(record.level)
    ? { identityAssurance: record.identityAssurance }
    : record
}

/**
 * A proof as the world knows the person now: levels that were changed since the login count at once.
 * Undefined if the test user was removed or became somebody else. Where the sandbox did not see the
 * login, the proof stays as it was.
 */
export function currentProof<Known extends Proof>(store: Store, proof: Known): Known | undefined {
  if (proof.username === undefined) return proof
  const login = loginUsers.find(store, proof.username)
  return login && subjectOf(login) === proof.userId
    ? { ...proof, ...proofOf(store, login, proof) }
    : undefined
}

/**
 * What a user's login gives now: proof and scopes. A level that changed brings the scopes of the new
 * one; undefined if there are none, or nobody the login stands for.
 */
export function currentGrant<Known extends Proof & Pick<UserToken, 'scopes'>>(
  store: Store,
  grant: Known,
  application: Application,
): Known | undefined {
  const proof = currentProof(store, grant)
  if (!proof) return undefined
  const level = proof.level.toLowerCase()
  if (level === grant.level) return { ...proof, level }
  const scopes = levelScopes(application, proof.level)
  return scopes.length > 0 ? { ...proof, level, scopes } : undefined
}

/** An access token as it stands now; undefined if it stands for nobody any more. */
export const currentToken = (
  store: Store,
  token: AccessToken,
  application: Application,
): AccessToken | undefined =>
  token.kind === 'user' ? currentGrant(store, token, application) : token
