import type { Answer } from '../../../http/answer.js'
import type { Endpoint } from '../../../http/endpoint.js'
import type { Exchange } from '../../../http/exchange.js'
import type { Method } from '../../../http/request.js'
import { LIMITS } from '../../../world/limits.js'
import { refuseCall } from './answers.js'
import { readGpObject } from './gp-object.js'

type Parameters = ReadonlyMap<string, string>

/** One step of the broker's protocol: which service it is, what must be said, what is done. */
export interface BrokerStep {
  readonly path: string
  readonly title: string
  /** Value of the parameter `service`. */
  readonly service: 'ACTIVATION' | 'AUTHENTICATION' | 'LOGOUT'
  readonly required: readonly string[]
  readonly methods: readonly Method[]
  handle(exchange: Exchange, parameters: Parameters): Answer
}

/** What a card signed is a document of its own; everything else is one line of text (chosen). */
const LONG = 'response'
const ONE_LINE = /^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]{0,500}$/u

const isOdd = ([name, value]: readonly [string, string]): boolean =>
  name !== LONG && !ONE_LINE.test(value)

function take(exchange: Exchange, step: BrokerStep): Answer {
  const parameters = readGpObject(new TextDecoder().decode(exchange.request.body))
  if (!parameters) return refuseCall(exchange, 400, 'The body is no gpOBJECT document.')
  if (parameters.get('service') !== step.service)
    return refuseCall(exchange, 400, `The parameter service must be ${step.service} here.`)
  const missing = step.required.find((name) => !parameters.get(name))
  if (missing) return refuseCall(exchange, 400, `The parameter ${missing} is missing.`)
  const [odd] = [...parameters].find(isOdd) ?? []
  if (odd !== undefined)
    return refuseCall(
      exchange,
      400,
      `The parameter ${JSON.stringify(odd.slice(0, 40))} is no line of at most 500 characters.`,
    )
  return exchange.world.store.transaction(() => step.handle(exchange, parameters))
}

/** The addresses of a step; an Identity Agent may send its document with GET, too (auth 8.3). */
export const brokerEndpoints = (step: BrokerStep): Endpoint[] =>
  step.methods.map((method) => ({
    method,
    path: step.path,
    operation: `smartcard${step.path}`,
    title: step.title,
    bodyLimit: LIMITS.form,
    ...(method === 'GET' ? { bodyOfGet: true } : {}),
    handle: (exchange) => take(exchange, step),
  }))
