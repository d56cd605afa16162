import { type Trouble, troubleFor } from '../../faults/trouble.js'
import { brokenness } from '../../gateway/downstream.js'
import { encodeDone } from '../../services/sds/ldap/message/encode.js'
import type { Done } from '../../services/sds/ldap/message/reply.js'
import { result } from '../../services/sds/ldap/message/result.js'
import { LDAP_FAILURES } from '../../services/sds/ldap/service.js'
import { sleepIn } from '../sleep.js'
import { run } from './run.js'
import { kindOf, type Line, type Talk } from './talk.js'

const NO_TROUBLE: Trouble = { delay: 0, faults: [] }

/** How the trouble of a fault ends an operation that is not done. */
const doneInstead = ({ effect }: Trouble): Done | undefined =>
  effect?.kind === 'FAIL'
    ? { result: result(LDAP_FAILURES[effect.failure] ?? 'other', 'a fault was asked for') }
    : undefined

/** A line on which nothing arrives: for answers that are lost. */
const deaf = (line: Line): Line => ({
  ...{ session: line.session, ends: line.ends },
  send: () => Promise.resolve(),
  hangUp: () => undefined,
  isGivenUp: () => false,
})

/** Ends the connection: the client gets no answer, or half of it. */
async function end({ line }: Talk, half?: Buffer): Promise<undefined> {
  if (half) await line.send(half)
  line.hangUp()
}

async function answerThrough(talk: Talk, trouble: Trouble): Promise<Done | undefined> {
  const { line, message, request } = talk
  const effect = trouble.effect?.kind
  const isLost = effect === 'LOSE_ANSWER'
  const heard = isLost ? { ...talk, line: deaf(line) } : talk
  const done = doneInstead(trouble) ?? (await run(heard, trouble.delay))
  if (!done || line.isGivenUp(message.id)) return undefined
  if (isLost) return end(talk)
  const bytes = encodeDone(message.id, kindOf(request), done)
  if (effect === 'CUT_BODY') return end(talk, bytes.subarray(0, bytes.length >> 1))
  await line.send(bytes)
  return done
}

/**
 * Answers a request through whatever trouble its world has in store; undefined where the client gets no
 * answer, as from a directory that is broken.
 */
export async function suffer(talk: Talk): Promise<Done | undefined> {
  const { world, service, operation } = talk.exchange
  if (brokenness(world, 'ldap') !== undefined) return undefined
  const trouble = troubleFor(world, { service, operation }) ?? NO_TROUBLE
  talk.exchange.faults = trouble.faults
  if (trouble.delay > 0) await sleepIn(world, trouble.delay)
  return trouble.effect?.kind === 'DROP' || world.isStopped
    ? end(talk)
    : answerThrough(talk, trouble)
}
