import type { Exchange } from '../../http/exchange.js'
import type { Journal } from '../../journal/journal.js'
import type {
  AnsweredRequest,
  Message,
  RefusedRequest,
} from '../../services/sds/ldap/message/request.js'
import type { ReadableAnswer } from '../../services/sds/ldap/readable/answer.js'
import type { Session } from '../../services/sds/ldap/session.js'
import type { World } from '../../world/world.js'
import type { Worlds } from '../../world/worlds.js'
import type { Ends } from './exchange.js'

/** What the directory needs of the sandbox. */
export interface LdapHost {
  readonly worlds: Worlds
  readonly journalOf: (world: World) => Journal
  /** Address under which a world is reached over HTTP; undefined while it is not. */
  readonly addressOf: (world: World) => string | undefined
  /** What to do with a finished exchange beside keeping it (the log). */
  readonly onExchange?: (exchange: Exchange) => void
  readonly onFailure: (exchange: Exchange, error: unknown) => void
}

/** A connection as one request sees it. */
export interface Line {
  readonly session: Session
  readonly ends: Ends
  /** Sends bytes and waits while the client is slow to take them. */
  send(bytes: Buffer): Promise<void>
  /** Closes the connection at once. */
  hangUp(): void
  /** True if nobody waits for the answer any more. */
  isGivenUp(id: number): boolean
}

/** A request that gets an answer. */
export type Request = AnsweredRequest | RefusedRequest

/** One request on its way to an answer. */
export interface Talk {
  readonly host: LdapHost
  readonly line: Line
  readonly message: Message
  readonly request: Request
  readonly exchange: Exchange
  /** The answer as the journal keeps it. */
  readonly answer: ReadableAnswer
}

/** The operation that a request is of, also where it is refused for its form. */
export const kindOf = (request: Request): AnsweredRequest['kind'] =>
  request.kind === 'refused' ? request.of : request.kind
