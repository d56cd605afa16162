import { type Answer, text } from '../../../http/answer.js'
import type { Exchange } from '../../../http/exchange.js'
import { type GpParameter, writeGpObject } from './gp-object.js'

const XML = 'text/xml;charset=UTF-8'

/** A document of the broker. */
export const gpAnswer = (
  { request }: Exchange,
  parameters: readonly GpParameter[],
  status = 200,
): Answer => text(status, writeGpObject(request.base, parameters), XML)

export const xmlAnswer = (body: string): Answer => text(200, body, XML)

/** Parameters that come back as they were sent. */
export const returned = (
  parameters: ReadonlyMap<string, string>,
  ...names: readonly string[]
): GpParameter[] => names.map((name) => ({ name, value: parameters.get(name) ?? '' }))

/** Where an Identity Agent sends its user when something is wrong. */
export const errorUrl = ({ request }: Exchange): GpParameter => ({
  name: 'error_url',
  value: `${request.base}/login/error`,
})

/** A refusal in the broker's form; the real one is not published (chosen). */
export function refuseCard(
  exchange: Exchange,
  parameters: ReadonlyMap<string, string>,
  code: string,
  message: string,
): Answer {
  exchange.find(`smartcard.${code.toLowerCase().replaceAll('_', '-')}`, message, 'auth 8.3')
  return gpAnswer(
    exchange,
    [
      ...returned(parameters, 'log_session_id'),
      errorUrl(exchange),
      { name: 'error_code', value: code },
      { name: 'error_message', value: message },
      ...returned(parameters, 'service'),
    ],
    401,
  )
}

/** A call that is no call of the protocol. */
export function refuseCall(exchange: Exchange, status: number, message: string): Answer {
  exchange.find('smartcard.call', message, 'auth 8.3')
  return text(status, `${message}\n`)
}
