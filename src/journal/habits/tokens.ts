import type { Exchange } from '../../http/exchange.js'
import { HABIT_ADVICE } from './advice-rules.js'
import { Recent } from './recent.js'

/** Clients that are remembered. */
const CLIENTS = 200

/** So many tokens in a row of which each was used once at most are a habit. */
const IN_A_ROW = 5

interface Use {
  /** Calls since the last token. */
  readonly calls: number
  /** Tokens in a row that were used once at most. */
  readonly wasted: number
}

/** Tells of clients that fetch a token for every call, though it lives for minutes. */
export class Tokens {
  readonly #clients = new Recent<Use>(CLIENTS)

  /** A call with a token. */
  call(clientId: string): void {
    const use = this.#clients.get(clientId)
    if (use) this.#clients.set(clientId, { ...use, calls: use.calls + 1 })
  }

  /** A new token. */
  token(exchange: Exchange, clientId: string): void {
    const use = this.#clients.get(clientId)
    const wasted = use && use.calls <= 1 ? use.wasted + 1 : 0
    this.#clients.set(clientId, { calls: 0, wasted: wasted % IN_A_ROW })
    if (wasted === IN_A_ROW)
      exchange.advise(
        HABIT_ADVICE.tokens,
        `Application '${clientId}' fetched ${IN_A_ROW} tokens and used each for one call at most. A token lives for minutes (expires_in): keep it and use it again.`,
      )
  }
}
