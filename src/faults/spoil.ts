import type { Answer } from '../http/answer.js'
import type { Service } from '../http/endpoint.js'
import type { Exchange } from '../http/exchange.js'
import type { Trouble } from './trouble.js'

const halved = (body: Answer['body']): Answer['body'] =>
  body === null ? null : body.slice(0, body.length >> 1)

/**
 * The answer that takes the place of the operation, where the trouble keeps it from being done;
 * undefined where it is done all the same.
 */
export function instead(
  exchange: Exchange,
  service: Service,
  { effect }: Trouble,
): Answer | Promise<Answer> | undefined {
  if (effect?.kind === 'FAIL')
    return (service.failures?.[effect.failure] ?? service.failed)(exchange)
  if (effect?.kind !== 'ANSWER') return undefined
  const { status, headers = {}, body = null } = effect
  return { status, headers, body }
}

/** The answer as the trouble leaves it. */
export function spoilt(answer: Answer, { effect }: Trouble): Answer {
  return effect?.kind === 'CUT_BODY' ? { ...answer, body: halved(answer.body) } : answer
}
