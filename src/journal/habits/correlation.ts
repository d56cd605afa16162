import type { Exchange } from '../../http/exchange.js'
import { HABIT_ADVICE } from './advice-rules.js'
import { Recent } from './recent.js'

/** Clients that are remembered. */
const CLIENTS = 200

/** So many calls without it are a habit. */
const CALLS = 10

/** Tells, once, of clients that never send a correlation id. */
export class Correlation {
  /** Calls so far; a client that sent the header is left alone. */
  readonly #clients = new Recent<number>(CLIENTS)

  watch(exchange: Exchange, clientId: string): void {
    const calls = (this.#clients.get(clientId) ?? 0) + 1
    const sends = exchange.request.header('x-correlation-id') !== undefined
    this.#clients.set(clientId, sends ? Number.NEGATIVE_INFINITY : calls)
    if (calls === CALLS && !sends)
      exchange.advise(
        HABIT_ADVICE.correlation,
        `Application '${clientId}' made ${CALLS} calls, none with X-Correlation-ID. Send one, so that a call can be followed through the services of the Spine when something goes wrong.`,
      )
  }
}
