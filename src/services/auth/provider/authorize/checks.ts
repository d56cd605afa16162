import { type Check, oauthError } from '../../refusal.js'
import type { AuthorizeInput } from '../dialect.js'
import { acceptsRedirect, isIdentityService } from '../relying-party.js'

/** An unknown client or address is shown on a page, never followed (auth 5.3). */
export const SHOWN: readonly Check<AuthorizeInput>[] = [
  {
    rule: 'auth.provider.client',
    refuses: ({ client }) => !client,
    error: oauthError(400, 'invalid_client', 'Client not found.'),
    help: ({ parameters }) =>
      `The provider knows no client '${parameters.get('client_id') ?? ''}'; start at /oauth2/authorize or /oauth2-mock/authorize, or register a relying party.`,
  },
  {
    rule: 'auth.provider.redirect-uri',
    refuses: ({ parameters, client }) =>
      !client || !acceptsRedirect(client, parameters.get('redirect_uri') ?? ''),
    error: oauthError(400, 'invalid_request', 'Invalid parameter: redirect_uri'),
    help: ({ parameters, client }) =>
      `The client is not sent to '${parameters.get('redirect_uri') ?? ''}'; registered is ${[client?.redirectUris].flat().join(', ')}.`,
  },
]

/** An error that the client is told by a redirect. */
export const told = (error: string, description: string) => oauthError(302, error, description)

const PROMPTS = ['none', 'login']

/** The values of `prompt`, in a list. */
export const promptsOf = ({ parameters }: Pick<AuthorizeInput, 'parameters'>): readonly string[] =>
  parameters.get('prompt')?.split(' ').filter(Boolean) ?? []

/** A parameter that is not supported, with its own error. */
const unsupported = (name: string): Check<AuthorizeInput> => ({
  rule: `auth.provider.${name.replace('_', '-')}`,
  refuses: ({ parameters }) => parameters.get(name) !== undefined,
  error: told(`${name}_not_supported`, `The parameter ${name} is not supported`),
})

/** A parameter that has to be there, unless the identity service asks, which sends neither. */
export const needed = (name: string): Check<AuthorizeInput> => ({
  rule: `auth.provider.${name}-missing`,
  refuses: ({ parameters, realm }) =>
    !parameters.get(name) && !isIdentityService(realm.provider, parameters.get('client_id')),
  error: told('invalid_request', `Missing parameter: ${name}`),
})

/** What OpenID Connect has every provider refuse (auth 5.3, 6.2). */
export const REDIRECTED: readonly Check<AuthorizeInput>[] = [
  {
    rule: 'auth.provider.response-type-missing',
    refuses: ({ parameters }) => !parameters.get('response_type'),
    error: told('invalid_request', 'Missing parameter: response_type'),
  },
  {
    rule: 'auth.provider.response-type',
    refuses: ({ parameters }) => parameters.get('response_type') !== 'code',
    error: told('unsupported_response_type', 'Only the code flow is supported'),
  },
  {
    rule: 'auth.provider.response-mode',
    refuses: ({ parameters }) => (parameters.get('response_mode') ?? 'query') !== 'query',
    error: told('invalid_request', 'Only the response mode query is supported'),
  },
  unsupported('request'),
  unsupported('request_uri'),
  {
    rule: 'auth.provider.scope',
    refuses: ({ parameters }) => !parameters.get('scope')?.split(' ').includes('openid'),
    error: told('invalid_scope', 'The scope openid is required'),
  },
  {
    rule: 'auth.provider.prompt',
    refuses: (input) => {
      const prompts = promptsOf(input)
      return prompts.length > 1 || prompts.some((one) => !PROMPTS.includes(one))
    },
    error: told('invalid_request', 'Invalid parameter: prompt'),
    help: ({ parameters }) => `prompt was '${parameters.get('prompt')}'; none or login are known.`,
  },
]

/** How old a login may be (auth 5.3). */
export const MAX_AGE: Check<AuthorizeInput> = {
  rule: 'auth.provider.max-age',
  refuses: ({ parameters }) => !/^\d{1,9}$/.test(parameters.get('max_age') ?? '0'),
  error: told('invalid_request', 'Invalid parameter: max_age'),
}

/** Proof of possession of the code, with S256 alone (auth 5.3). */
export const PKCE: readonly Check<AuthorizeInput>[] = [
  {
    rule: 'auth.provider.code-challenge-method',
    refuses: ({ parameters }) => {
      const method = parameters.get('code_challenge_method')
      return parameters.get('code_challenge') === undefined
        ? method !== undefined
        : method !== 'S256'
    },
    error: told('invalid_request', 'The code challenge method must be S256, with a challenge'),
  },
  {
    rule: 'auth.provider.code-challenge',
    refuses: ({ parameters }) =>
      !/^[\w-]{43}$/.test(parameters.get('code_challenge') ?? 'A'.repeat(43)),
    error: told('invalid_request', 'Invalid parameter: code_challenge'),
  },
]
