import type { Exchange } from '../../http/exchange.js'
import type { AccessToken } from '../../world/tables/access-token.js'
import type { Application } from '../../world/tables/application.js'
import type { PdsMode } from './mode.js'
import type { PdsFault } from './outcome.js'

/** What a check looks at. */
export interface PdsCall {
  readonly exchange: Exchange
  readonly token: AccessToken
  readonly application: Application
  readonly mode: PdsMode
  /** Path below the base, `/Patient/9000000009`. */
  readonly path: string
}

/** One check of the gateway: what it refuses with, or nothing; and what the developer should know. */
export interface PdsCheck {
  readonly rule: string
  readonly refuse: (call: PdsCall) => PdsFault | undefined
  readonly help: (call: PdsCall) => string
}
