import { type Answer, empty, json } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import { LIMITS } from '../../../world/limits.js'
import { readSetting } from '../../../world/tables/setting.js'
import type { IdentityBase } from '../bases.js'
import { decodeJwt, type Jwt, shown, textOf } from '../client-assertion/jwt.js'
import { readForm } from '../form.js'
import { providerOf } from '../id-token/issuers.js'
import type { ProviderKeys } from '../id-token/provider-keys.js'
import { absent } from '../id-token/shape.js'
import { verify } from '../id-token/verify.js'
import { type Check, errorAnswer, firstRefusal, oauthError } from '../refusal.js'
import { endSession } from './end-session.js'

const SOURCE = 'auth 3.11'
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

interface LogoutInput {
  readonly exchange: Exchange
  readonly base: IdentityBase
  readonly jwt: Jwt | undefined
}

const invalid = (description: string) => oauthError(400, 'invalid_request', description)
const claim = ({ jwt }: LogoutInput, name: string): unknown => jwt?.payload[name]

function isLogout(events: unknown): boolean {
  return typeof events === 'object' && events !== null && Object.hasOwn(events, LOGOUT_EVENT)
}

/** The world's setting of the addresses that may end sessions; absent means everybody. */
export const LOGOUT_CALLERS_SETTING = 'logoutCallers'

/** Whether the caller is kept out; a finding says by which list. */
function isKeptOut(exchange: Exchange): boolean {
  const { world, request } = exchange
  const callers = readSetting<readonly string[] | null>(world.store, LOGOUT_CALLERS_SETTING)
  if (!callers || callers.includes(request.remoteAddress)) return false
  exchange.find(
    'auth.logout.caller',
    `${request.remoteAddress} is not among the addresses that may end sessions in this world: [${callers.join(', ')}].`,
    SOURCE,
  )
  return true
}

/** What a logout token must say, in the order of auth 3.11. */
const CHECKS: readonly Check<LogoutInput>[] = [
  {
    rule: 'auth.logout.malformed',
    refuses: ({ jwt }) => !jwt,
    error: invalid('Malformed JWT in logout_token'),
    help: () => 'The form field logout_token is no compact JWS.',
  },
  {
    rule: 'auth.logout.audience',
    refuses: (input) => [claim(input, 'aud')].flat()[0] !== input.base.cis2.clientId,
    error: invalid('Missing/invalid aud claim in JWT'),
    help: (input) =>
      `aud was '${shown(claim(input, 'aud'))}', expected the identity service's own client '${input.base.cis2.clientId}'.`,
  },
  {
    rule: 'auth.logout.issuer',
    refuses: (input) =>
      providerOf(input.exchange, input.base, claim(input, 'iss')) !== input.base.cis2,
    error: invalid('Missing/invalid iss claim in JWT'),
    help: (input) => `iss was '${shown(claim(input, 'iss'))}'; only CIS2 ends sessions here.`,
  },
  {
    rule: 'auth.logout.session-missing',
    refuses: (input) => absent(claim(input, 'sid')),
    error: invalid('Missing sid claim in JWT'),
  },
  {
    rule: 'auth.logout.events',
    refuses: (input) => !isLogout(claim(input, 'events')),
    error: invalid('Missing/invalid events claim in JWT'),
    help: () => `events must have the member ${LOGOUT_EVENT}.`,
  },
  {
    rule: 'auth.logout.nonce',
    refuses: (input) => claim(input, 'nonce') !== undefined,
    error: invalid('Prohibited nonce claim in JWT'),
  },
]

const UNVERIFIED = oauthError(400, 'bad_request', 'Unable to verify JWT')
const UNKNOWN_SESSION = oauthError(501, 'not_implemented', 'SID not found')
const FAILED = oauthError(501, 'not_implemented', 'Logout Failed')

function end(exchange: Exchange, sessionId: string): Answer {
  try {
    return endSession(exchange.world, sessionId)
      ? json(200, { success: true })
      : errorAnswer(exchange, UNKNOWN_SESSION)
  } catch {
    return errorAnswer(exchange, FAILED)
  }
}

async function handle(exchange: Exchange, base: IdentityBase, keys: ProviderKeys): Promise<Answer> {
  if (isKeptOut(exchange)) return empty(403)
  const jwt = decodeJwt(readForm(exchange).get('logout_token') ?? '')
  const refused = firstRefusal(exchange, { exchange, base, jwt }, CHECKS, SOURCE)
  if (refused) return errorAnswer(exchange, refused)
  const token = jwt as Jwt
  const verification = await verify(exchange, token, base.cis2, keys)
  if (verification === 'UNREACHABLE') return errorAnswer(exchange, FAILED)
  if (verification !== 'VERIFIED') return errorAnswer(exchange, UNVERIFIED)
  return end(exchange, textOf(token.payload.sid))
}

/** `POST /backchannel_logout`: CIS2 tells that a session has ended (auth 3.11). */
export const backchannelLogoutEndpoint = (base: IdentityBase, keys: ProviderKeys): Endpoint => ({
  method: 'POST',
  path: `${base.path}/backchannel_logout`,
  operation: `${base.path.slice(1)}/backchannel_logout`,
  title: 'End a session from the login provider',
  bodyLimit: LIMITS.form,
  handle: (exchange) => handle(exchange, base, keys),
})
