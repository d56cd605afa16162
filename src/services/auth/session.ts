import type { ProviderName } from '../../world/tables/access-token.js'
import { removeExpired } from '../../world/tables/expiring.js'
import {
  type HealthcareWorkerLogin,
  type LoginUser,
  levelOf,
  loginUsers,
  type PatientLogin,
} from '../../world/tables/login-user.js'
import { practitioners } from '../../world/tables/practitioner.js'
import { type ProviderSession, providerSessions } from '../../world/tables/provider-session.js'
import type { World } from '../../world/world.js'
import { LIFETIMES } from './lifetimes.js'

type Proof = Pick<
  ProviderSession,
  | 'userId'
  | 'level'
  | 'identityAssurance'
  | 'amr'
  | 'selectedRole'
  | 'malformedRoles'
  | 'vectorOfTrust'
  | 'actedBy'
>

const FULLY_PROVED = 3

const workerProof = (world: World, user: HealthcareWorkerLogin): Proof => ({
  userId: user.userId,
  level: levelOf(user),
  identityAssurance:
    practitioners.find(world.store, user.userId)?.identityAssurance ?? FULLY_PROVED,
  amr: user.amr,
  ...(user.selectedRole === undefined ? {} : { selectedRole: user.selectedRole }),
  ...(user.malformedRoles ? { malformedRoles: true } : {}),
})

const patientProof = (user: PatientLogin): Proof => ({
  userId: user.nhsNumber,
  level: levelOf(user),
  identityAssurance: Number(user.proofing.slice(1)),
  amr: '',
  vectorOfTrust: user.vectorOfTrust,
  ...(user.actedBy === undefined ? {} : { actedBy: user.actedBy }),
})

/** What a session is opened for, beside its user. */
export type Asked = Pick<ProviderSession, 'scope' | 'acr'> &
  Partial<
    Pick<
      ProviderSession,
      'clientId' | 'browserId' | 'idTokenId' | 'selectedRole' | 'authenticated' | 'expires'
    >
  >

/** Whether a login is as the record of the test user has it, and not by another authenticator. */
const isOwnMethod = (known: LoginUser, user: LoginUser): boolean =>
  known.provider === 'nhs-cis2'
    ? user.provider === 'nhs-cis2' && known.amr === user.amr && known.aal === user.aal
    : user.provider === 'nhs-login' && known.vectorOfTrust === user.vectorOfTrust

/** Which test user it is; nobody for a person who was given a token without being one. */
function namedUser(
  world: World,
  user: LoginUser,
): Pick<ProviderSession, 'username' | 'otherMethod'> {
  const known = loginUsers.find(world.store, user.username)
  if (!known) return {}
  return { username: user.username, ...(isOwnMethod(known, user) ? {} : { otherMethod: true }) }
}

/** Opens a session of a user at a provider. It lives as long as its own tokens do. */
export function openSession(
  world: World,
  provider: ProviderName,
  user: LoginUser,
  asked: Asked,
): ProviderSession {
  const now = world.clock.now()
  removeExpired(providerSessions, (old) => old.sessionId, world.store, now - LIFETIMES.sessionKept)
  const session: ProviderSession = {
    sessionId: world.ids.uuid(),
    provider,
    ...namedUser(world, user),
    ...(user.provider === 'nhs-cis2' ? workerProof(world, user) : patientProof(user)),
    authenticated: now,
    expires: now + LIFETIMES.providerToken,
    ...asked,
  }
  providerSessions.save(world.store, session)
  return session
}
