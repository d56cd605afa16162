import { type Answer, text } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import type { Request } from '../../http/request.js'
import { type TmsError, writeFault } from './faults.js'

/** Answers have exactly this type, without a charset: clients compare the whole header (tms 3.4). */
export const XML_TYPE = 'text/xml'

/** A SOAP fault. */
export const faultAnswer = (...errors: readonly [TmsError, ...TmsError[]]): Answer =>
  text(500, writeFault(...errors), XML_TYPE)

/** An answer that ends its connection: one carries one exchange (tms 1.1). */
export const oneExchange = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, Connection: 'close' },
})

/** A fault, and beside it what to do; `source` is where the rule is written. */
export function refuse(
  exchange: Exchange,
  error: TmsError,
  advice: string,
  source = 'tms 12.1',
): Answer {
  const rule = `tms.${error.location.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
  exchange.find(rule, `${error.description ?? ''} ${advice}`.trim(), source)
  return faultAnswer(error)
}

/** A step of taking a message: what the next one needs, or the answer that ends it. */
export type Step<Value> = { readonly value: Value } | { readonly refused: Answer }

/** What to say of a packed body; undefined of one that is sent as it is. Bodies are never unpacked. */
export function packing({ header }: Request): string | undefined {
  const encoding = header('content-encoding')?.trim() || 'identity'
  return encoding.toLowerCase() === 'identity'
    ? undefined
    : `Content-Encoding '${encoding.slice(0, 40)}' is not taken: send the body as it is.`
}

/** A `SOAPAction` without the quotes that may stand around it (tms 3.2). */
export const unquoted = (header: string): string => header.trim().replace(/^"(.*)"$/, '$1')

/** The interaction or signal that a call is about, as its `SOAPAction` says it. */
export function interactionOf({ header }: Request): string | undefined {
  const action = unquoted(header('soapaction') ?? '')
  return /\/([A-Za-z0-9_]{1,60})$/.exec(action)?.[1]
}
