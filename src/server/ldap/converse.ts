import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises'
import { type Trouble, troubleFor } from '../../faults/trouble.js'
import { brokenness } from '../../gateway/downstream.js'
import type { Exchange } from '../../http/exchange.js'
import type { Journal } from '../../journal/journal.js'
import { encodeDone, encodeEntry } from '../../services/sds/ldap/message/encode.js'
import { type Done, PAUSE } from '../../services/sds/ldap/message/reply.js'
import type {
  AnsweredRequest,
  Message,
  RefusedRequest,
} from '../../services/sds/ldap/message/request.js'
import { RESULT, result } from '../../services/sds/ldap/message/result.js'
import { perform } from '../../services/sds/ldap/perform.js'
import { ReadableAnswer } from '../../services/sds/ldap/readable/answer.js'
import { printable } from '../../services/sds/ldap/readable/printable.js'
import { LDAP_FAILURES } from '../../services/sds/ldap/service.js'
import type { Session } from '../../services/sds/ldap/session.js'
import type { World } from '../../world/world.js'
import type { Worlds } from '../../world/worlds.js'
import { type Ends, openExchange } from './exchange.js'

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

export type Request = AnsweredRequest | RefusedRequest

/** The world ended while it was searched. */
const GONE = result('unavailable', 'the world was ended')

/** After so many entries others have their turn. */
const TURN = 64

const kindOf = (request: Request): AnsweredRequest['kind'] =>
  request.kind === 'refused' ? request.of : request.kind

/** The world that a request is for: a bind may name another. */
function worldOf({ worlds }: LdapHost, request: Request, session: Session): World | undefined {
  const named = request.kind === 'bind' ? worlds.find(session.worldFor(request.name)) : undefined
  return named ?? worlds.find(session.world)
}

/** How the trouble of a fault ends an operation that is not done. */
function doneInstead({ effect }: Trouble): Done | undefined {
  if (effect?.kind === 'FAIL')
    return { result: result(LDAP_FAILURES[effect.failure] ?? 'other', 'a fault was asked for') }
  return undefined
}

/** Runs an operation, sending its entries as they are found. */
async function run(
  host: LdapHost,
  exchange: Exchange,
  message: Message,
  request: Request,
  line: Line,
  answer: ReadableAnswer,
): Promise<Done | undefined> {
  const arrived = performance.now()
  const work = perform(request, {
    world: exchange.world,
    session: line.session,
    controls: message.controls,
    address: host.addressOf(exchange.world),
    hasWorld: (name) => host.worlds.find(name) !== undefined,
    elapsed: () => (performance.now() - arrived + exchange.duration) / 1000,
    find: (rule, words, source) => exchange.find(rule, printable(words), source),
  })
  for (let sent = 1; ; sent++) {
    const step = work.next()
    if (step.done) return step.value
    if (step.value !== PAUSE) {
      answer.add(step.value)
      await line.send(encodeEntry(message.id, step.value))
    }
    if (step.value === PAUSE || sent % TURN === 0) await breathe()
    if (line.isGivenUp(message.id)) return undefined
    if (!exchange.world.store.isOpen) return { result: GONE }
  }
}

/** An operation that broke: a bug of the sandbox. */
async function runSafely(
  host: LdapHost,
  exchange: Exchange,
  ...rest: [Message, Request, Line, ReadableAnswer]
): Promise<Done | undefined> {
  if (!exchange.world.store.isOpen) return { result: GONE }
  try {
    return await run(host, exchange, ...rest)
  } catch (error) {
    host.onFailure(exchange, error)
    return { result: result('other', 'the sandbox failed: see its log') }
  }
}

/** A line on which nothing arrives: for answers that are lost. */
const deaf = (line: Line): Line => ({
  session: line.session,
  ends: line.ends,
  send: () => Promise.resolve(),
  hangUp: () => undefined,
  isGivenUp: () => false,
})

/** Answers through whatever trouble there is; undefined where the client gets no answer. */
async function suffer(
  host: LdapHost,
  exchange: Exchange,
  message: Message,
  request: Request,
  line: Line,
  answer: ReadableAnswer,
): Promise<Done | undefined> {
  const { world, service, operation } = exchange
  const trouble = troubleFor(world, { service, operation })
  exchange.faults = trouble?.faults ?? []
  if (trouble && trouble.delay > 0) await wait(trouble.delay, undefined, { ref: false })
  exchange.duration = trouble?.delay ?? 0
  const effect = trouble?.effect?.kind
  if (effect === 'DROP') return void line.hangUp()
  const isLost = effect === 'LOSE_ANSWER'
  const done =
    (trouble && doneInstead(trouble)) ??
    (await runSafely(host, exchange, message, request, isLost ? deaf(line) : line, answer))
  if (!done || line.isGivenUp(message.id)) return undefined
  if (isLost) return void line.hangUp()
  const bytes = encodeDone(message.id, kindOf(request), done)
  if (effect === 'CUT_BODY') {
    await line.send(bytes.subarray(0, bytes.length >> 1))
    return void line.hangUp()
  }
  await line.send(bytes)
  return done
}

/** Answers one request, and keeps what was said in the journal of its world. */
export async function converse(
  host: LdapHost,
  message: Message,
  request: Request,
  line: Line,
): Promise<void> {
  const world = worldOf(host, request, line.session)
  if (!world) {
    const gone = result('unavailable', `there is no world '${line.session.world}'`)
    return line.send(encodeDone(message.id, kindOf(request), { result: gone }))
  }
  const started = performance.now()
  const journal = host.journalOf(world)
  const exchange = openExchange(journal.nextId(), world, message, line.ends)
  const answer = new ReadableAnswer()
  try {
    const isSilent = brokenness(world, 'ldap') !== undefined
    const done = isSilent ? undefined : await suffer(host, exchange, message, request, line, answer)
    if (done)
      exchange.answer = { status: RESULT[done.result.name], headers: {}, body: answer.end(done) }
  } catch (error) {
    host.onFailure(exchange, error)
    line.hangUp()
  }
  exchange.duration = performance.now() - started
  journal.add(exchange)
  host.onExchange?.(exchange)
}

/** Keeps bytes that were no message in the journal of the connection's world. */
export function noteMalformed(
  host: LdapHost,
  line: Pick<Line, 'session' | 'ends'>,
  why: string,
): void {
  const world = host.worlds.find(line.session.world)
  if (!world) return
  const journal = host.journalOf(world)
  const exchange = openExchange(journal.nextId(), world, undefined, line.ends)
  exchange.find(
    'sds.ldap.malformed',
    `What came is no LDAP message (${why}): the connection was closed. Is it LDAP without TLS that was sent?`,
    'sds 2.1',
  )
  journal.add(exchange)
  host.onExchange?.(exchange)
}
