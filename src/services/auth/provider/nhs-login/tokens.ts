import { HOUR, MINUTE, SECOND } from '../../../../world/instant.js'
import type { Claims } from '../../provider-keys.js'
import type { IdTokenSource, TokenSource } from '../dialect.js'
import { nhsLoginClaims, subjectOf } from './claims.js'

/** Where the trustmark is, below the issuer. */
export const TRUSTMARK = '/trustmark/sandbox'

/** Life of its access tokens (auth 6.4). */
export const ACCESS_LIFE = 5 * MINUTE

/** What both tokens say of themselves and of the login. */
const common = ({ world, issuer, client, session }: TokenSource): Claims => ({
  iss: issuer,
  sub: subjectOf(session.userId),
  aud: client.clientId,
  jti: world.ids.uuid(),
  auth_time: Math.floor(session.authenticated / SECOND),
  vot: session.vectorOfTrust,
  vtm: `${issuer}${TRUSTMARK}`,
})

/** Scopes whose claims the id_token has as well. */
const IN_ID_TOKEN = ['profile']

/** What the id_token says of one person, the patient or whoever acts for them. */
function personClaims(source: TokenSource): Claims {
  const { scope } = source
  const granted = scope.split(' ').filter((one) => IN_ID_TOKEN.includes(one))
  const claims = nhsLoginClaims(source, granted)
  return {
    ...common(source),
    id_status: 'verified',
    token_use: 'id',
    ...claims,
    ...('family_name' in claims ? { surname: claims.family_name } : {}),
  }
}

/** The compact id_token of the person who acts for the patient; it names them in any case (auth 6.8). */
function actorToken(source: TokenSource, nhsNumber: string): Promise<string> {
  const { world, session, signer, client } = source
  const now = Math.floor(world.clock.now() / SECOND)
  const claims = personClaims({
    ...source,
    scope: 'openid profile',
    session: { ...session, userId: nhsNumber },
  })
  return signer.sign(client.provider, { ...claims, iat: now, exp: now + HOUR / SECOND })
}

/** Claims of an id_token of NHS login beside its times (auth 6.5, 6.8). */
export async function nhsLoginIdToken(source: IdTokenSource): Promise<Claims> {
  const { code, session } = source
  return {
    ...personClaims(source),
    ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
    ...(session.actedBy === undefined
      ? {}
      : { act: { sub: await actorToken(source, session.actedBy) } }),
  }
}

/** An access token of NHS login: a JWT of its own (auth 6.5). */
export function nhsLoginAccessToken(source: TokenSource): Promise<string> {
  const { world, client, session, scope, signer } = source
  const now = Math.floor(world.clock.now() / SECOND)
  return signer.sign(client.provider, {
    ...common(source),
    client_id: client.clientId,
    iat: now,
    exp: now + ACCESS_LIFE / SECOND,
    scope,
    nhs_number: session.userId,
    token_use: 'access',
    version: 0,
    reason_for_request: 'patientaccess',
    requesting_patient: session.actedBy ?? session.userId,
  })
}
