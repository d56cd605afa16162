import type { Answer } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import { faultAnswer } from '../fault.js'

/** Most bytes of an answer that can leave the API platform (ers-fhir 7.8, 10.4). */
const LARGEST_ANSWER = 10 * 1024 * 1024

const bytesOf = ({ body }: Answer): number => (body === null ? 0 : Buffer.byteLength(body))

/** An answer as it leaves the API platform: one that is too large is lost, and a fault takes its place. */
export function leavePlatform(exchange: Exchange, answer: Answer): Answer {
  const bytes = bytesOf(answer)
  if (bytes <= LARGEST_ANSWER) return answer
  exchange.find(
    'gateway.ers.answer-too-large',
    `The answer has ${bytes} bytes; more than ${LARGEST_ANSWER} cannot leave the API platform. Ask for less, such as the list of one service.`,
    'ers-fhir 7.8',
  )
  return faultAnswer(502, {
    faultstring: 'Body buffer overflow',
    errorcode: 'protocol.http.TooBigBody',
  })
}
