import { encodeDone } from '../../services/sds/ldap/message/encode.js'
import type { Message } from '../../services/sds/ldap/message/request.js'
import { RESULT, result } from '../../services/sds/ldap/message/result.js'
import { ReadableAnswer } from '../../services/sds/ldap/readable/answer.js'
import type { Session } from '../../services/sds/ldap/session.js'
import type { World } from '../../world/world.js'
import { openExchange } from './exchange.js'
import { suffer } from './suffer.js'
import { kindOf, type LdapHost, type Line, type Request, type Talk } from './talk.js'

/** The world that a request is for: a bind may name another. */
function worldOf({ worlds }: LdapHost, request: Request, session: Session): World | undefined {
  const named = request.kind === 'bind' ? worlds.find(session.worldFor(request.name)) : undefined
  return named ?? worlds.find(session.world)
}

/** Answers, and writes the answer down; whatever breaks on the way ends the connection. */
async function answer(talk: Talk): Promise<void> {
  const { host, line, exchange } = talk
  try {
    const done = await suffer(talk)
    if (!done) return
    const status = RESULT[done.result.name]
    exchange.answer = { status, headers: {}, body: talk.answer.end(done) }
  } catch (error) {
    host.onFailure(exchange, error)
    line.hangUp()
  }
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
  await answer({ host, line, message, request, exchange, answer: new ReadableAnswer() })
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
