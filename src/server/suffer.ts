import { instead, spoilt } from '../faults/spoil.js'
import { type Trouble, troubleFor } from '../faults/trouble.js'
import type { Answer } from '../http/answer.js'
import type { Service } from '../http/endpoint.js'
import type { Exchange } from '../http/exchange.js'
import { sleepIn } from './sleep.js'

/** How an exchange ends: with an answer, at once or piece by piece, or with a closed connection. */
export interface Ending {
  /** Undefined where the client gets no answer. */
  readonly answer: Answer | undefined
  /** Milliseconds over which the body is sent. */
  readonly over?: number
}

async function end(
  exchange: Exchange,
  service: Service,
  trouble: Trouble,
  answer: () => Answer | Promise<Answer>,
): Promise<Ending> {
  const { delay, effect } = trouble
  if (delay > 0) await sleepIn(exchange.world, delay)
  if (effect?.kind === 'DROP' || exchange.world.isStopped) return { answer: undefined }
  const done = await (instead(exchange, service, trouble) ?? answer())
  if (effect?.kind === 'LOSE_ANSWER') return { answer: undefined }
  return {
    answer: spoilt(done, trouble),
    ...(effect?.kind === 'SLOW_BODY' ? { over: effect.milliseconds } : {}),
  }
}

/** Answers a call through whatever trouble the world has in store for it. */
export async function suffer(
  exchange: Exchange,
  service: Service,
  answer: () => Answer | Promise<Answer>,
): Promise<Ending> {
  const { world, operation } = exchange
  const trouble = troubleFor(world, { service: service.id, operation })
  if (!trouble) return { answer: await answer() }
  exchange.faults = trouble.faults
  return end(exchange, service, trouble, answer)
}
