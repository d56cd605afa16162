import type { Answer } from '../../http/answer.js'
import { Exchange } from '../../http/exchange.js'
import type { Finding } from '../../http/finding.js'
import type { PostedAnswer, PostMessage } from '../../http/post-message.js'
import type { Request } from '../../http/request.js'
import type { Journal } from '../../journal/journal.js'
import type { Deliver, DeliveredBytes, OutgoingBytes } from '../../services/tms/context.js'
import type { World } from '../../world/world.js'

/** A party inside the process, such as the hospital that a robot plays. */
export type LocalParty = (world: World, bytes: OutgoingBytes) => Promise<Answer>

export interface Outside {
  readonly post: PostMessage
  readonly journalOf: (world: World) => Journal
  /** Parties inside the process by the address that the directory has for them: `sandbox:pas-robot`. */
  readonly localParties: ReadonlyMap<string, LocalParty>
  /** What to do with a finished exchange beside keeping it (the log). */
  readonly onExchange?: (exchange: Exchange) => void
}

/** How long a receiver may take, in milliseconds of real time (tms 4.9). */
const TIMEOUT = 30_000

/** A request that leaves the sandbox, as the journal keeps it. */
function requestOf({ url, headers, body }: OutgoingBytes): Request {
  const sent = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const target = URL.parse(url)
  const search = target?.search.slice(1) ?? ''
  return {
    method: 'POST',
    path: target?.host ? target.pathname : url,
    query: new URLSearchParams(search),
    search,
    params: {},
    header: (name) => sent.find(([one]) => one === name.toLowerCase())?.[1],
    headers: sent,
    body,
    remoteAddress: '',
    base: target?.host ? target.origin : '',
  }
}

const CONTENT_TYPE = 'Content-Type'

const answerOf = ({ status, header, body }: PostedAnswer): Answer => ({
  status,
  headers: { [CONTENT_TYPE]: header('content-type') ?? '' },
  body,
})

const bytesOf = (body: Answer['body']): Uint8Array =>
  typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array(0))

/** Sends bytes to where they belong: a party inside the process, or an address outside. */
async function send(
  { post, localParties }: Outside,
  world: World,
  bytes: OutgoingBytes,
): Promise<Answer | { readonly words: string }> {
  if (bytes.instead === 'hang-up') return { words: 'The connection broke, as a fault asked for.' }
  if (bytes.instead) return bytes.instead
  const local = localParties.get(bytes.url)
  if (local) return local(world, bytes)
  const posted = await post({ ...bytes, timeout: TIMEOUT })
  return 'failed' in posted ? posted : answerOf(posted)
}

/** Makes the way by which messages reach their parties; every try is an exchange in the journal. */
export const createDeliver =
  (outside: Outside): Deliver =>
  async (world, bytes): Promise<DeliveredBytes> => {
    const journal = outside.journalOf(world)
    const started = performance.now()
    const exchange = new Exchange(
      journal.nextId(),
      world,
      requestOf(bytes),
      world.clock.now(),
      'OUT',
    )
    exchange.service = 'tms-delivery'
    exchange.operation = bytes.operation
    exchange.faults = bytes.faults ?? []
    const answer = await send(outside, world, bytes)
    exchange.duration = performance.now() - started
    if ('status' in answer) exchange.answer = answer
    else exchange.find('tms.not-delivered', answer.words, 'tms 12.5')
    journal.add(exchange)
    outside.onExchange?.(exchange)
    if (!('status' in answer)) return { words: answer.words, exchange: exchange.id }
    const { status, headers, body } = answer
    const contentType = String(headers[CONTENT_TYPE] ?? '')
    return { answer: { status, contentType, body: bytesOf(body) }, exchange: exchange.id }
  }

/** Adds findings to exchanges that are over; those that the journal no longer has are let go. */
export const createFindLater =
  ({ journalOf }: Pick<Outside, 'journalOf'>) =>
  (world: World, exchange: number, { rule, message, source }: Finding): void =>
    journalOf(world).find(exchange)?.find(rule, message, source)

/** Ends after some milliseconds of real time. */
export const patience = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })
