import type { ClientAuthMethod, RelyingParty } from '../../../../world/tables/relying-party.js'
import { decodeJwt } from '../../client-assertion/jwt.js'
import { type OAuthError, oauthError } from '../../refusal.js'
import { isSameSecret } from '../../same-secret.js'
import { issuerOfCall } from '../provider-call.js'
import { findRelyingParty } from '../relying-party.js'
import { clientAssertionProblem } from './client-assertion.js'
import type { TokenCall } from './token-call.js'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** How a client says who it is. */
type Credentials =
  | {
      readonly method: 'client_secret_basic' | 'client_secret_post'
      readonly clientId: string | undefined
      readonly secret: string
    }
  | {
      readonly method: 'client_secret_jwt' | 'private_key_jwt'
      readonly clientId: string | undefined
      readonly assertion: string
    }

export type ProvedClient =
  | { readonly ok: true; readonly client: RelyingParty }
  | { readonly ok: false; readonly error: OAuthError }

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Both halves are form-encoded (RFC 6749 2.3.1). */
function readBasic(header: string): Credentials | undefined {
  const [, encoded = ''] = /^basic +([\w+/=-]+) *$/i.exec(header) ?? []
  const [, id = '', secret = ''] =
    /^([^:]*):([\s\S]*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return id
    ? { method: 'client_secret_basic', clientId: decoded(id), secret: decoded(secret) ?? '' }
    : undefined
}

function readAssertion({ form }: TokenCall): Credentials | undefined {
  const assertion = form.get('client_assertion')
  if (!assertion) return undefined
  const jwt = decodeJwt(assertion)
  const alg = String(jwt?.header.alg ?? '')
  const subject = jwt?.payload.sub
  return {
    method: alg.startsWith('HS') ? 'client_secret_jwt' : 'private_key_jwt',
    clientId: form.get('client_id') ?? (typeof subject === 'string' ? subject : undefined),
    assertion,
  }
}

function readSecret({ form }: TokenCall): Credentials | undefined {
  const secret = form.get('client_secret')
  return secret
    ? { method: 'client_secret_post', clientId: form.get('client_id'), secret }
    : undefined
}

/** What the client sent to prove itself; one way only. */
function readCredentials(call: TokenCall): Credentials | 'NONE' | 'SEVERAL' {
  const header = call.exchange.request.header('authorization')
  const found = [
    header ? readBasic(header) : undefined,
    readAssertion(call),
    readSecret(call),
  ].filter((one) => one !== undefined)
  return found.length === 1 ? (found[0] as Credentials) : found.length === 0 ? 'NONE' : 'SEVERAL'
}

async function problemOf(
  call: TokenCall,
  sent: Credentials,
  client: RelyingParty | undefined,
): Promise<string | undefined> {
  const { exchange, form, dialect, keySets } = call
  if (!client) return `the provider knows no client '${sent.clientId ?? ''}'`
  const named = form.get('client_id')
  if (named !== undefined && named !== client.clientId) return 'client_id names another client'
  const isAllowed = (methods: readonly ClientAuthMethod[]) => methods.includes(sent.method)
  if (!isAllowed(dialect.authMethods) || !isAllowed(client.authMethods))
    return `the client may not use ${sent.method}`
  if ('secret' in sent)
    return isSameSecret(sent.secret, client.secret) ? undefined : 'the client secret is wrong'
  if (form.get('client_assertion_type') !== ASSERTION_TYPE)
    return `client_assertion_type must be ${ASSERTION_TYPE}`
  const issuer = issuerOfCall(call)
  return clientAssertionProblem(
    {
      exchange,
      client,
      compact: sent.assertion,
      algorithms: dialect.assertionAlgorithms,
      audiences: [`${issuer}${dialect.paths.token}`, issuer],
    },
    keySets,
  )
}

/**
 * Proves who calls a token endpoint, by the methods that both the provider and the client's
 * registration allow (auth 5.2, 6.4). What is wrong is told in a finding; the client hears
 * `invalid_client`.
 */
export async function proveClient(call: TokenCall): Promise<ProvedClient> {
  const { exchange, realm, dialect } = call
  const sent = readCredentials(call)
  const refuse = (problem: string): ProvedClient => {
    exchange.find('auth.provider.client-authentication', `${problem}.`, dialect.source)
    const { invalidClientStatus } = dialect
    const text = 'Client authentication failed'
    return { ok: false, error: oauthError(invalidClientStatus, 'invalid_client', text) }
  }
  if (sent === 'NONE') return refuse('the request has no client authentication')
  if (sent === 'SEVERAL')
    return {
      ok: false,
      error: oauthError(400, 'invalid_request', 'More than one client authentication was sent'),
    }
  const { base } = exchange.request
  const client = findRelyingParty(exchange.world, realm.provider, sent.clientId, base)
  const problem = await problemOf(call, sent, client)
  if (problem) return refuse(problem)
  exchange.caller = { clientId: (client as RelyingParty).clientId }
  return { ok: true, client: client as RelyingParty }
}
