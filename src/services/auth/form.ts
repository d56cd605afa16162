import type { Exchange } from '../../http/exchange.js'
import { mediaTypeOf } from '../../http/media-type.js'
import { AUTH_ADVICE } from './advice-rules.js'

export const FORM_TYPE = 'application/x-www-form-urlencoded'

/** The parameters of a form or a query, each once; an empty value counts as absent. */
export interface Parameters {
  get(name: string): string | undefined
  /** Names of what was sent and nobody has asked for so far. */
  unread(): readonly string[]
}

/**
 * Takes the first of a repeated parameter, as the gateway does, and notes the repetition, which
 * RFC 6749 3.1 and 3.2 forbid.
 */
function parametersOf(exchange: Exchange, pairs: URLSearchParams): Parameters {
  const names = [...new Set(pairs.keys())]
  for (const name of names)
    if (pairs.getAll(name).length > 1)
      exchange.advise(
        AUTH_ADVICE.repeated,
        `The parameter '${name.slice(0, 80)}' was sent more than once; the first is taken.`,
      )
  const asked = new Set<string>()
  return {
    get(name) {
      asked.add(name)
      return pairs.get(name) || undefined
    },
    unread: () => names.filter((name) => !asked.has(name)),
  }
}

/** Tells which parameters of a request that was granted had no effect. */
export function adviseOnUnread(exchange: Exchange, parameters: Parameters): void {
  const unread = parameters.unread().map((name) => name.slice(0, 80))
  if (unread.length > 0)
    exchange.advise(
      AUTH_ADVICE.unread,
      `Not looked at: ${unread.slice(0, 10).join(', ')}. Leave it out, or look for its right name.`,
    )
}

export const readQuery = (exchange: Exchange): Parameters =>
  parametersOf(exchange, exchange.request.query)

/** Parameters such as `charset` on the media type are let through (auth 3.2, chosen). */
export const isForm = (exchange: Exchange): boolean =>
  mediaTypeOf(exchange.request.header('content-type') ?? '') === FORM_TYPE

export const readForm = (exchange: Exchange): Parameters =>
  parametersOf(
    exchange,
    new URLSearchParams(new TextDecoder('utf-8').decode(exchange.request.body)),
  )

/** An address with parameters added, each percent-encoded; those without a value are left out. */
export function withQuery(
  address: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value as string)}`)
    .join('&')
  if (!query) return address
  return `${address}${address.includes('?') ? '&' : '?'}${query}`
}
