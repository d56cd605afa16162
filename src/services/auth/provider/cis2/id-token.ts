import { SECOND } from '../../../../world/instant.js'
import type { Claims } from '../../provider-keys.js'
import type { IdTokenSource } from '../dialect.js'

const OPS_LENGTH = 24

const present = (claims: Claims): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))

/** What the product behind CIS2 adds; of no use to clients, and present (auth 5.5). */
const internals = ({ world }: IdTokenSource): Claims => ({
  auditTrackingId: `${world.ids.uuid()}-${world.ids.integer(1_000_000)}`,
  tokenName: 'id_token',
  tokenType: 'JWTToken',
  realm: '/NHSIdentity/Healthcare',
  'org.forgerock.openidconnect.ops': world.ids.secret(OPS_LENGTH),
})

/**
 * Claims of an id_token of CIS2 beside its times (auth 5.5). `tellsRole` is whether a role is named
 * that was not asked for, as the mock does for users who have one.
 */
export const cis2IdToken =
  (tellsRole: boolean) =>
  (source: IdTokenSource): Claims => {
    const { issuer, client, session, code, accessToken, hash, scope } = source
    const { userId, acr, amr, level, identityAssurance, sessionId, selectedRole } = session
    return present({
      iss: issuer,
      sub: userId,
      subname: userId,
      aud: client.clientId,
      azp: client.clientId,
      auth_time: Math.floor(session.authenticated / SECOND),
      nonce: code.nonce,
      at_hash: hash(accessToken),
      c_hash: hash(code.code),
      s_hash: code.state === undefined ? undefined : hash(code.state),
      acr,
      amr: [amr],
      id_assurance_level: String(identityAssurance),
      authentication_assurance_level: level.slice('aal'.length),
      sid: sessionId,
      ...internals(source),
      selected_roleid:
        tellsRole || scope.split(' ').includes('selectedrole') ? selectedRole : undefined,
    })
  }
