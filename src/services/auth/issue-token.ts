import type { ApplicationToken, ProviderName, UserToken } from '../../world/tables/access-token.js'
import { applicationScopes, applications } from '../../world/tables/application.js'
import { type LoginUser, loginUsers } from '../../world/tables/login-user.js'
import { practitioners } from '../../world/tables/practitioner.js'
import type { World } from '../../world/world.js'
import { openSession } from './session.js'
import { grantOf, issueForApplication, issueForGrant, type UserTokens } from './tokens.js'

export type TokenProblem = 'UNKNOWN_APPLICATION' | 'UNKNOWN_USER' | 'NO_SCOPE'

export interface NoToken {
  readonly ok: false
  readonly problem: TokenProblem
  /** What is wrong and what to do, in plain words. */
  readonly message: string
}

const problem = (problem: TokenProblem, message: string): NoToken => ({
  ok: false,
  problem,
  message,
})

/**
 * Issues an application-restricted token at once, as if its assertion had been accepted. For the
 * control API and the command line; it answers in plain words what stands in the way.
 */
export function issueApplicationToken(
  world: World,
  clientId: string,
): { readonly ok: true; readonly token: ApplicationToken } | NoToken {
  const application = applications.find(world.store, clientId)
  if (!application)
    return problem('UNKNOWN_APPLICATION', `There is no application with the key '${clientId}'.`)
  if (applicationScopes(application).length === 0)
    return problem(
      'NO_SCOPE',
      `The application '${application.name}' has no scope urn:nhsd:apim:app:level3:{api}.`,
    )
  return { ok: true, token: issueForApplication(world, application) }
}

/** Whose token it shall be: a test user by user name, or any person by id. */
export interface UserTokenRequest {
  readonly clientId: string
  /** User name of the mock login. */
  readonly username?: string
  /** SDS user id; takes any practitioner of the directory. */
  readonly userId?: string
  /** NHS number; takes any patient. */
  readonly nhsNumber?: string
  /** Level that the login reached, where the person is not a test user. */
  readonly level?: 1 | 2 | 3
  readonly proofing?: 'P0' | 'P5' | 'P9'
  /** Role profile chosen at login. */
  readonly selectedRole?: string
}

function findUser(world: World, request: UserTokenRequest): LoginUser | undefined {
  const { username, userId, nhsNumber, level = 3, proofing = 'P9' } = request
  if (username !== undefined) return loginUsers.find(world.store, username)
  if (nhsNumber !== undefined)
    return {
      username: nhsNumber,
      provider: 'nhs-login',
      nhsNumber,
      proofing,
      vectorOfTrust: `${proofing}.Cp.Cd`,
    }
  if (userId === undefined || !practitioners.find(world.store, userId)) return undefined
  return {
    username: userId,
    provider: 'nhs-cis2',
    userId,
    aal: level,
    amr: level === 3 ? 'N3_SMARTCARD' : 'TOTP',
  }
}

const MOCK: Readonly<Record<LoginUser['provider'], ProviderName>> = {
  'nhs-cis2': 'apim-mock-nhs-cis2',
  'nhs-login': 'apim-mock-nhs-login',
}

/**
 * Issues tokens of a user at once, as if they had come through the mock login and the code
 * exchange. For the control API and the command line.
 */
export function issueUserToken(
  world: World,
  request: UserTokenRequest,
): ({ readonly ok: true; readonly token: UserToken } & UserTokens) | NoToken {
  const application = applications.find(world.store, request.clientId)
  if (!application)
    return problem(
      'UNKNOWN_APPLICATION',
      `There is no application with the key '${request.clientId}'.`,
    )
  const found = findUser(world, request)
  if (!found)
    return problem(
      'UNKNOWN_USER',
      `There is no test user '${request.username}' and no practitioner '${request.userId}'.`,
    )
  const user: LoginUser =
    found.provider === 'nhs-cis2' && request.selectedRole !== undefined
      ? { ...found, selectedRole: request.selectedRole }
      : found
  return world.store.transaction(() => {
    const session = openSession(world, MOCK[user.provider], user, {
      scope: 'openid nationalrbacaccess',
      acr: 'AAL3_ANY',
    })
    const grant = grantOf(application, session, 'authorization_code')
    if (grant.scopes.length === 0)
      return problem(
        'NO_SCOPE',
        `The application '${application.name}' has no scope for the level ${session.level} of '${user.username}'.`,
      )
    const tokens = issueForGrant(world, grant)
    return { ok: true, token: tokens.access, ...tokens }
  })
}
