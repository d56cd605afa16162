import { type Answer, json } from '../../../http/answer.js'
import { issuerOfCall, type ProviderCall } from './provider-call.js'
import { grantsOf } from './token/token.js'

/** Where the document is, below the issuer. */
export const DISCOVERY = '/.well-known/openid-configuration'

/** The discovery document; every address follows the one the client used (auth 4, 5.1, 6.1). */
export function discovery(call: ProviderCall): Answer {
  const issuer = issuerOfCall(call)
  const { dialect } = call
  const { paths } = dialect
  return json(
    200,
    {
      issuer,
      authorization_endpoint: `${issuer}${paths.authorize}`,
      token_endpoint: `${issuer}${paths.token}`,
      userinfo_endpoint: `${issuer}${paths.userinfo}`,
      jwks_uri: `${issuer}${paths.keys}`,
      ...(paths.endSession ? { end_session_endpoint: `${issuer}${paths.endSession}` } : {}),
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: grantsOf(dialect),
      subject_types_supported: ['public'],
      scopes_supported: dialect.scopes,
      token_endpoint_auth_methods_supported: dialect.authMethods,
      claims_parameter_supported: false,
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      ...dialect.discovery,
    },
    { 'Cache-Control': 'max-age=3600' },
  )
}
