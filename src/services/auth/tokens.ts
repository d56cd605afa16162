import {
  type AccessToken,
  type ApplicationToken,
  accessTokens,
  type UserToken,
} from '../../world/tables/access-token.js'
import { type Application, applicationScopes, levelScopes } from '../../world/tables/application.js'
import { removeExpired } from '../../world/tables/expiring.js'
import type { ProviderSession } from '../../world/tables/provider-session.js'
import { type Grant, type RefreshToken, refreshTokens } from '../../world/tables/refresh-token.js'
import type { World } from '../../world/world.js'
import { LIFETIMES, REFRESH_LIFE } from './lifetimes.js'

/** Expired tokens stay known for a while, so that they answer 'expired' and not 'unknown'. */
const KEPT_AFTER_EXPIRY = LIFETIMES.sessionKept

/** Lengths as seen: 28 characters for access, 32 for refresh (auth 3.6; typical). */
const ACCESS_LENGTH = 28
const REFRESH_LENGTH = 32

function keep<Token extends AccessToken>(world: World, token: Token): Token {
  const { store, clock } = world
  removeExpired(accessTokens, (old) => old.token, store, clock.now() - KEPT_AFTER_EXPIRY)
  accessTokens.save(store, token)
  return token
}

/** Issues an access token that stands for an application; the caller has checked everything. */
export function issueForApplication(
  world: World,
  application: Application,
  life: number = LIFETIMES.accessToken,
): ApplicationToken {
  const issued = world.clock.now()
  return keep(world, {
    kind: 'app',
    grant: 'client_credentials',
    token: world.ids.secret(ACCESS_LENGTH),
    clientId: application.clientId,
    scopes: applicationScopes(application),
    issued,
    expires: issued + life,
    revoked: false,
  })
}

export interface UserTokens {
  readonly access: UserToken
  readonly refresh: RefreshToken
}

export interface Lives {
  readonly access: number
  readonly refresh: number
}

/** Issues the access and refresh token of a login, or the next ones of it (auth 3.6, 3.7). */
export function issueForGrant(
  world: World,
  grant: Grant,
  lives: Partial<Lives> = {},
  before?: Pick<RefreshToken, 'first' | 'count'>,
): UserTokens {
  const now = world.clock.now()
  const access: UserToken = keep(world, {
    ...grant,
    kind: 'user',
    token: world.ids.secret(ACCESS_LENGTH),
    issued: now,
    expires: now + (lives.access ?? LIFETIMES.accessToken),
    revoked: false,
  })
  const refresh: RefreshToken = {
    token: world.ids.secret(REFRESH_LENGTH),
    grant,
    first: before?.first ?? now,
    count: before ? before.count + 1 : 0,
    used: false,
    expires: now + (lives.refresh ?? REFRESH_LIFE[grant.provider]),
  }
  removeExpired(refreshTokens, (old) => old.token, world.store, now - KEPT_AFTER_EXPIRY)
  refreshTokens.save(world.store, refresh)
  return { access, refresh }
}

/** What tokens of a login carry: the person as the provider proved them, and the scopes of the level. */
export function grantOf(
  application: Application,
  session: ProviderSession,
  grant: UserToken['grant'],
): Grant {
  const { provider, level, userId, username, identityAssurance, amr } = session
  const { selectedRole, vectorOfTrust } = session
  return {
    grant,
    clientId: application.clientId,
    scopes: levelScopes(application, level),
    provider,
    level: level.toLowerCase(),
    userId,
    ...(username === undefined ? {} : { username }),
    ...(session.otherMethod ? { otherMethod: true } : {}),
    identityAssurance,
    amr,
    ...(selectedRole === undefined ? {} : { selectedRole }),
    ...(vectorOfTrust === undefined ? {} : { vectorOfTrust }),
    ...(grant === 'authorization_code' ? { sessionId: session.sessionId } : {}),
  }
}
