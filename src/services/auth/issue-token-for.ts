import type { AccessToken } from '../../world/tables/access-token.js'
import {
  type Application,
  applicationScopes,
  applications,
  levelScopes,
} from '../../world/tables/application.js'
import { levelOf, loginUsers } from '../../world/tables/login-user.js'
import type { World } from '../../world/world.js'
import { issueApplicationToken, issueUserToken } from './issue-token.js'

export interface TokenWish {
  /** User name of a test user; without one the token stands for the application. */
  readonly user?: string | undefined
  /** Name or client id of an application; the one with the most scopes among those that fit if absent. */
  readonly application?: string | undefined
}

function findApplication(
  world: World,
  wanted: string | undefined,
  fits: (application: Application) => boolean,
): Application | undefined {
  if (wanted !== undefined)
    return (
      applications.find(world.store, wanted) ??
      applications.list(world.store).find(({ name }) => name === wanted)
    )
  return applications
    .list(world.store)
    .filter((application) => application.status === 'approved' && fits(application))
    .sort((a, b) => b.scopes.length - a.scopes.length)[0]
}

/**
 * A valid access token in one call, for the control API, the library and the command line. Says in
 * plain words why there is none.
 */
export function issueTokenFor(
  world: World,
  wish: TokenWish,
): AccessToken | { readonly problem: string } {
  const user = wish.user === undefined ? undefined : loginUsers.find(world.store, wish.user)
  if (wish.user !== undefined && !user)
    return { problem: `There is no test user '${wish.user}' in this world.` }
  const application = findApplication(
    world,
    wish.application,
    (one) => (user ? levelScopes(one, levelOf(user)) : applicationScopes(one)).length > 0,
  )
  if (!application)
    return {
      problem: wish.application
        ? `There is no application '${wish.application}' in this world.`
        : 'No application of this world has a scope that fits.',
    }
  const { clientId } = application
  const issued = user
    ? issueUserToken(world, { clientId, username: user.username })
    : issueApplicationToken(world, clientId)
  return issued.ok ? issued.token : { problem: issued.message }
}
