import { json } from '../../../http/answer.js'
import { NO_SCOPE } from '../application-checks.js'
import { checkAssertion } from '../client-assertion/check-assertion.js'
import type { AssertionInput } from '../client-assertion/checks.js'
import { grantOfIdToken } from '../id-token/grant.js'
import { checkSubjectToken } from '../id-token/subject-token.js'
import { LIFETIMES } from '../lifetimes.js'
import { type Check, errorAnswer, oauthError } from '../refusal.js'
import { issueForGrant } from '../tokens.js'
import { userTokenMembers } from './code-exchange.js'
import { EXCHANGE_GRANT, ID_TOKEN_TYPE, shortened, type TokenFlow } from './token-flow.js'

const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token'

/** Looked at between the first and the second row of the assertion (auth 3.9). */
const GRANT_TYPE: Check<AssertionInput> = {
  rule: 'auth.exchange.grant-type',
  refuses: ({ form }) => form.get('grant_type') !== EXCHANGE_GRANT,
  error: oauthError(400, 'invalid_request', 'grant_type is invalid'),
  help: ({ form }) =>
    `grant_type was '${form.get('grant_type') ?? ''}'; an id_token is exchanged with ${EXCHANGE_GRANT}.`,
}

/**
 * Token exchange: a provider's id_token and a signed assertion for an access and a refresh token
 * (auth 3.9). Whatever `grant_type` says, the type of the subject token brings a call here.
 */
export const tokenExchange: TokenFlow = {
  id: 'token_exchange',
  fits: (form) => form.get('subject_token_type') === ID_TOKEN_TYPE,
  async run(call) {
    const { exchange, base, form, keySets, providerKeys } = call
    const { world, request } = exchange
    const tokenUrl = `${request.base}${base.path}/token`
    const assertion = await checkAssertion({ exchange, form, tokenUrl }, keySets, [GRANT_TYPE])
    if (!assertion.ok) return errorAnswer(exchange, assertion.error)
    const { application } = assertion
    const subject = await checkSubjectToken({ exchange, base, form }, providerKeys)
    if (!subject.ok) return errorAnswer(exchange, subject.error)
    const { jwt, provider } = subject
    const grant = grantOfIdToken(world, application, provider, jwt, 'token_exchange')
    exchange.caller = { clientId: application.clientId, userId: grant.userId }
    if (grant.scopes.length === 0) {
      exchange.find(
        'auth.scope.level',
        `The id_token says ${grant.level}; no scope of the application names exactly that level.`,
        'auth 3.9',
      )
      return errorAnswer(exchange, NO_SCOPE)
    }
    const access = shortened(call, '_access_token_expiry_ms', LIFETIMES.accessToken)
    const tokens = world.store.transaction(() => issueForGrant(world, grant, { access }))
    return json(200, { ...userTokenMembers(tokens), issued_token_type: ACCESS_TOKEN_TYPE })
  },
}
