import { json } from '../../../http/answer.js'
import { applicationScopes } from '../../../world/tables/application.js'
import { NO_SCOPE } from '../application-checks.js'
import { checkAssertion } from '../client-assertion/check-assertion.js'
import { LIFETIMES, reportedSeconds } from '../lifetimes.js'
import { errorAnswer } from '../refusal.js'
import { issueForApplication } from '../tokens.js'
import { ID_TOKEN_TYPE, shortened, type TokenFlow } from './token-flow.js'

/** `client_credentials` with a signed assertion (auth 3.8). */
export const clientCredentials: TokenFlow = {
  id: 'client_credentials',
  fits: (form) =>
    form.get('grant_type') === 'client_credentials' &&
    form.get('subject_token_type') !== ID_TOKEN_TYPE,
  async run(call) {
    const { exchange, base, form, keySets } = call
    const { world, request } = exchange
    const tokenUrl = `${request.base}${base.path}/token`
    const assertion = await checkAssertion({ exchange, form, tokenUrl }, keySets)
    if (!assertion.ok) return errorAnswer(exchange, assertion.error)
    const { application } = assertion
    if (applicationScopes(application).length === 0) {
      exchange.find(
        'auth.scope.none',
        'No product of the application has a scope urn:nhsd:apim:app:level3:{api}.',
        'auth 3.8.2',
      )
      return errorAnswer(exchange, NO_SCOPE)
    }
    const life = shortened(call, '_access_token_expiry_ms', LIFETIMES.accessToken)
    const { token, issued } = issueForApplication(world, application, life)
    return json(200, {
      access_token: token,
      expires_in: reportedSeconds(life),
      token_type: 'Bearer',
      issued_at: String(issued),
    })
  },
}
