import { type Answer, empty } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import type { AccessToken } from '../../world/tables/access-token.js'
import { type BearerProblem, readBearer } from '../bearer.js'
import { BEARER_FAULTS, wwwAuthenticate } from '../fault.js'
import { ERS_API, ERS_CHECKS, type ErsCall } from './checks.js'
import { type ErsVersion, ersFaultAnswer } from './outcome.js'

interface Access<Token extends AccessToken> {
  readonly clientId: string
  readonly asid: string
  readonly token: Token
}

type TokenOf<Kind extends AccessToken['kind']> = Extract<AccessToken, { kind: Kind }>

/** Who calls e-RS, as the gateway made it out (auth 9.2 to 9.4). */
export type ErsAccess =
  | (Access<TokenOf<'user'>> & {
      readonly mode: 'user'
      readonly userId: string
      /** Headers as the client sent them; e-RS itself checks that they fit the user. */
      readonly organisation?: string
      readonly businessFunction?: string
      readonly onBehalfOf?: string
    })
  | (Access<TokenOf<'app'>> & {
      readonly mode: 'application'
      readonly userId: string
      readonly organisation: string
      readonly businessFunction: string
    })

export type ErsGate =
  | { readonly ok: true; readonly access: ErsAccess }
  | { readonly ok: false; readonly answer: Answer }

/** An error of the gateway gives the client its own `X-Request-ID` back (ers-fhir 2.1). */
function withRequestId(exchange: Exchange, answer: Answer): Answer {
  const id = exchange.request.header('x-request-id')
  return id === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'X-Request-ID': id } }
}

function refuseToken(exchange: Exchange, version: ErsVersion, problem: BearerProblem): Answer {
  const fault = BEARER_FAULTS[problem]
  const headers = wwwAuthenticate(fault)
  if (version === 'STU3') return empty(401, headers)
  const { faultstring: diagnostics } = fault
  const answer = ersFaultAnswer(
    version,
    { status: 401, issue: 'login', code: 'NO_ACCESS', diagnostics },
    exchange.world.clock.iso(),
  )
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

function accessOf({ exchange, token, application, ...headers }: ErsCall): ErsAccess {
  const { organisation, businessFunction } = headers
  const { clientId, asid = '', appRestricted } = application
  if (token.kind === 'app')
    return {
      mode: 'application',
      clientId,
      asid,
      token,
      userId: appRestricted?.userId ?? '',
      organisation: appRestricted?.odsCode ?? '',
      businessFunction: appRestricted?.businessFunction ?? 'PROVIDER_AUTHORISED_APPLICATION',
    }
  const onBehalfOf = exchange.request.header('nhsd-ers-on-behalf-of-user-id')?.trim()
  return {
    mode: 'user',
    clientId,
    asid,
    token,
    userId: token.userId,
    ...(organisation === undefined ? {} : { organisation }),
    ...(businessFunction === undefined ? {} : { businessFunction }),
    ...(onBehalfOf ? { onBehalfOf } : {}),
  }
}

/**
 * Makes the checks that the API platform makes in front of e-RS, in their order, and says who calls
 * (auth 9.1, ers-fhir 3.2). A refusal is the finished answer of that FHIR version; it carries
 * `X-Request-ID` only if the client sent one.
 */
export function passErsGateway(exchange: Exchange, version: ErsVersion): ErsGate {
  const refuse = (answer: Answer): ErsGate => ({
    ok: false,
    answer: withRequestId(exchange, answer),
  })
  const bearer = readBearer(exchange, [ERS_API])
  if (!bearer.ok) return refuse(refuseToken(exchange, version, bearer.problem))
  const call: ErsCall = {
    exchange,
    version,
    token: bearer.token,
    application: bearer.application,
    organisation: exchange.request.header('nhsd-end-user-organisation-ods'),
    businessFunction: exchange.request.header('nhsd-ers-business-function'),
  }
  for (const check of ERS_CHECKS) {
    if (!check.refuses(call)) continue
    exchange.find(check.rule, check.help(call), 'auth 9.1, ers-fhir 3.2')
    return refuse(check.answer(call))
  }
  const access = accessOf(call)
  const { clientId, userId, organisation, businessFunction } = access
  exchange.caller = {
    clientId,
    userId,
    ...(organisation === undefined ? {} : { organisation }),
    ...(businessFunction === undefined ? {} : { businessFunction }),
  }
  return { ok: true, access }
}
