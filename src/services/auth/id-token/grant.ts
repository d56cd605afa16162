import type { UserToken } from '../../../world/tables/access-token.js'
import { type Application, levelScopes } from '../../../world/tables/application.js'
import { providerSessions } from '../../../world/tables/provider-session.js'
import type { Grant } from '../../../world/tables/refresh-token.js'
import type { World } from '../../../world/world.js'
import type { Provider } from '../bases.js'
import type { Jwt } from '../client-assertion/jwt.js'

type Claims = Jwt['payload']

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** A level of assurance; what is none counts as the lowest. */
const assurance = (value: string): number => (/^\d$/.test(value) ? Number(value) : 0)

const roleId = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The level that a token names, as the names of scopes write it: `aal3`, `P9` (auth 3.5). */
const levelOf = (claims: Claims, kind: Provider['kind']): string =>
  kind === 'nhs-cis2'
    ? `aal${text(claims.authentication_assurance_level)}`
    : text(claims.identity_proofing_level)

/** What a CIS2 token proves (auth 5.5); levels are texts or numbers. */
const workerProof = (claims: Claims) => ({
  userId: text(claims.sub),
  identityAssurance: assurance(text(claims.id_assurance_level)),
  amr: text([claims.amr].flat()[0]),
  // What is no text is as misconfigured as an empty one (auth 7).
  ...(claims.selected_roleid === undefined ? {} : { selectedRole: roleId(claims.selected_roleid) }),
})

/** What an NHS login token proves (auth 6.5). */
const patientProof = (claims: Claims) => ({
  userId: text(claims.nhs_number),
  identityAssurance: assurance(text(claims.identity_proofing_level).slice(1)),
  amr: '',
  vectorOfTrust: text(claims.vot),
})

type Login = Pick<Grant, 'username' | 'otherMethod'>

/** The login behind the token, where the sandbox's own provider issued it. */
function loginOf({ store }: World, { sid, jti }: Claims, userId: string): Login {
  // CIS2 names the session, NHS login the token.
  const session =
    providerSessions.find(store, text(sid)) ??
    providerSessions.where(store, 'id_token_id = ?', text(jti))[0]
  if (session?.userId !== userId || session.username === undefined) return {}
  const { username, otherMethod } = session
  return { username, ...(otherMethod ? { otherMethod } : {}) }
}

/** What tokens carry that a provider's id_token is exchanged for (auth 3.12). */
export function grantOfIdToken(
  world: World,
  application: Application,
  provider: Provider,
  { payload }: Jwt,
  grant: UserToken['grant'],
): Grant {
  const level = levelOf(payload, provider.kind)
  const proof = provider.kind === 'nhs-cis2' ? workerProof(payload) : patientProof(payload)
  return {
    grant,
    clientId: application.clientId,
    scopes: levelScopes(application, level),
    provider: provider.name,
    level: level.toLowerCase(),
    ...proof,
    ...loginOf(world, payload, proof.userId),
  }
}
