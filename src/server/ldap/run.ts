import { setImmediate as breathe } from 'node:timers/promises'
import { RefusedStrictly } from '../../http/finding.js'
import { encodeEntry } from '../../services/sds/ldap/message/encode.js'
import { type Done, PAUSE, type Work } from '../../services/sds/ldap/message/reply.js'
import { result } from '../../services/sds/ldap/message/result.js'
import { perform } from '../../services/sds/ldap/perform.js'
import { printable } from '../../services/sds/ldap/readable/printable.js'
import type { Talk } from './talk.js'

/** After so many entries others have their turn. */
const TURN = 64

/** The world ended while it was searched. */
const GONE: Done = { result: result('unavailable', 'the world was ended') }

/** Sets an operation to work; `late` is how many milliseconds it was kept waiting before. */
function begin({ host, line, message, request, exchange }: Talk, late: number): Work {
  const arrived = performance.now() - late
  return perform(request, {
    world: exchange.world,
    session: line.session,
    controls: message.controls,
    address: host.addressOf(exchange.world),
    hasWorld: (name) => host.worlds.find(name) !== undefined,
    elapsed: () => (performance.now() - arrived) / 1000,
    find: (rule, words, source) => exchange.find(rule, printable(words), source),
    advise: (rule, words) => exchange.advise(rule, printable(words)),
  })
}

async function work(talk: Talk, late: number): Promise<Done | undefined> {
  const { line, message, exchange, answer } = talk
  const steps = begin(talk, late)
  for (let sent = 1; ; sent++) {
    const step = steps.next()
    if (step.done) return step.value
    if (step.value !== PAUSE) {
      answer.add(step.value)
      await line.send(encodeEntry(message.id, step.value))
    }
    if (step.value === PAUSE || sent % TURN === 0) await breathe()
    if (line.isGivenUp(message.id)) return undefined
    if (!exchange.world.store.isOpen) return GONE
  }
}

/**
 * Runs an operation, sending its entries as they are found; undefined where nobody waits any more. One
 * that breaks is a bug of the sandbox: it is told there, and the client gets 80.
 */
export async function run(talk: Talk, late: number): Promise<Done | undefined> {
  if (!talk.exchange.world.store.isOpen) return GONE
  try {
    return await work(talk, late)
  } catch (error) {
    if (error instanceof RefusedStrictly)
      return { result: result('unwillingToPerform', error.finding.message) }
    talk.host.onFailure(talk.exchange, error)
    return { result: result('other', 'the sandbox failed: see its log') }
  }
}
