import type { Answer } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { AUTH_ADVICE } from '../advice-rules.js'
import type { IdentityBase } from '../bases.js'
import type { KeySets } from '../client-assertion/key-sets.js'
import type { Parameters } from '../form.js'
import type { ProviderKeys } from '../id-token/provider-keys.js'

/** A call of the token endpoint whose body is a form. */
export interface TokenCall {
  readonly exchange: Exchange
  readonly base: IdentityBase
  readonly form: Parameters
  readonly keySets: KeySets
  readonly providerKeys: ProviderKeys
}

/** One way to get a token: which calls it takes, and what it does with them (auth 3.2). */
export interface TokenFlow {
  readonly id: string
  readonly fits: (form: Parameters) => boolean
  readonly run: (call: TokenCall) => Answer | Promise<Answer>
}

export const ID_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:id_token'
export const EXCHANGE_GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'

/** The key sets that token calls are checked against. */
export type KeySources = Pick<TokenCall, 'keySets' | 'providerKeys'>

/**
 * A life that the form may shorten and never lengthen, in milliseconds (auth 3.6, 3.7). What is not
 * a positive whole number is noted and not followed.
 */
export function shortened({ exchange, form }: TokenCall, name: string, longest: number): number {
  const asked = form.get(name)
  if (asked === undefined) return longest
  if (/^[1-9]\d{0,15}$/.test(asked)) return Math.min(Number(asked), longest)
  exchange.advise(
    AUTH_ADVICE.lifetime,
    `${name} was '${asked.slice(0, 40)}'; a number of milliseconds was expected.`,
  )
  return longest
}
