import { crc32 } from 'node:zlib'
import type { Answer } from '../../http/answer.js'
import type { Exchange } from '../../http/exchange.js'
import type { Instant } from '../../world/clock.js'
import { MINUTE } from '../../world/instant.js'
import { HABIT_ADVICE } from './advice-rules.js'
import { Recent } from './recent.js'

/** Questions that are remembered. */
const QUESTIONS = 500

/** So often within a minute, with the same answer, is too often. */
const TOO_OFTEN = 10

interface Asked {
  readonly since: Instant
  readonly answer: string | number
  readonly times: number
}

const questionOf = ({ request }: Exchange): string =>
  [
    request.method,
    request.path,
    request.search,
    request.header('authorization') ?? request.header('apikey') ?? '',
    request.body.length === 0 ? '' : crc32(request.body),
  ].join(' ')

/** What stays the same while the answer does. */
const markOf = ({ headers, body }: Answer): string | number =>
  (headers.ETag as string | undefined) ?? crc32(body ?? '')

/** Tells of questions that are asked too often: the answer is the same each time. */
export class Polling {
  readonly #asked = new Recent<Asked>(QUESTIONS)

  watch(exchange: Exchange): void {
    if (exchange.answer?.status !== 200) return
    const question = questionOf(exchange)
    const answer = markOf(exchange.answer)
    const known = this.#asked.get(question)
    const goesOn = known?.answer === answer && exchange.started < known.since + MINUTE
    const asked = goesOn
      ? { ...known, times: known.times + 1 }
      : { since: exchange.started, answer, times: 1 }
    this.#asked.set(question, asked)
    if (asked.times === TOO_OFTEN)
      exchange.advise(
        HABIT_ADVICE.polling,
        `The same was asked ${asked.times} times within a minute, and the answer was the same each time. Ask less often; APIs have rate limits.`,
      )
  }
}
