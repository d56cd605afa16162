import type { Endpoint } from '../../http/endpoint.js'
import type { Exchange } from '../../http/exchange.js'
import { Correlation } from './correlation.js'
import { Polling } from './polling.js'
import { Tokens } from './tokens.js'

/** What the clients of a world are in the habit of. */
export class Habits {
  readonly #polling = new Polling()
  readonly #tokens = new Tokens()
  readonly #correlation = new Correlation()

  /** Looks at an exchange that is over; what is found is noted with it. */
  watch(exchange: Exchange, kind: Endpoint['watch']): void {
    const { caller, answer } = exchange
    if (kind === 'DATA') this.#polling.watch(exchange)
    if (!caller) return
    if (kind === 'DATA') {
      this.#tokens.call(caller.clientId)
      this.#correlation.watch(exchange, caller.clientId)
    }
    if (kind === 'TOKEN' && answer?.status === 200) this.#tokens.token(exchange, caller.clientId)
  }
}
