import type { Exchange } from '../http/exchange.js'
import type { Instant } from '../world/clock.js'
import { isLike } from '../world/like.js'

/** Which exchanges are meant; what is left out fits every one. */
export interface Criteria {
  readonly direction?: 'IN' | 'OUT' | undefined
  readonly service?: string | undefined
  /** `A011`, or an interaction. */
  readonly operation?: string | undefined
  readonly method?: string | undefined
  /** The path with its query; a star stands for any text. */
  readonly path?: string | undefined
  readonly status?: number | undefined
  /** Client id, user id or NHS number of the caller. */
  readonly caller?: string | undefined
  /** Text in the request's body. */
  readonly body?: string | undefined
  /** Text in the answer's body. */
  readonly answer?: string | undefined
  /** `Name`, or `Name: value`, of a header of the request. */
  readonly header?: string | undefined
  /** Whether there is something the client should mend. */
  readonly findings?: boolean | undefined
  /** Rule of a finding. */
  readonly rule?: string | undefined
  /** Only exchanges after this number. */
  readonly after?: number | undefined
  /** From this moment of the world's clock, and before that one. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
}

type Name = keyof Criteria

/** What of an exchange a criterion looks at, and whether it fits. */
interface Test<Wanted> {
  readonly found: (exchange: Exchange) => string
  readonly fits: (exchange: Exchange, wanted: Wanted) => boolean
}

type Tests = { readonly [K in Name]-?: Test<NonNullable<Criteria[K]>> }

const bytesText = (body: string | Uint8Array | null | undefined): string =>
  typeof body === 'string' ? body : Buffer.from(body ?? []).toString('utf8')

const pathOf = ({ request }: Exchange): string =>
  request.search ? `${request.path}?${request.search}` : request.path

function hasHeader({ request }: Exchange, wanted: string): boolean {
  const [name = '', ...rest] = wanted.split(':')
  const value = request.header(name.trim())
  return value !== undefined && (rest.length === 0 || value === rest.join(':').trim())
}

const callers = ({ caller }: Exchange): string[] =>
  caller ? [caller.clientId, caller.userId ?? ''].filter(Boolean) : []

const same = (of: (exchange: Exchange) => string): Test<string> => ({
  found: of,
  fits: (exchange, wanted) => of(exchange) === wanted,
})

const TESTS: Tests = {
  direction: same(({ direction }) => direction) as Test<'IN' | 'OUT'>,
  service: same(({ service }) => service),
  operation: same(({ operation }) => operation),
  method: {
    found: ({ request }) => request.method,
    fits: ({ request }, wanted) => request.method === wanted.toUpperCase(),
  },
  path: { found: pathOf, fits: (exchange, wanted) => isLike(pathOf(exchange), wanted) },
  status: {
    found: ({ answer }) => String(answer?.status ?? 'no answer'),
    fits: ({ answer }, wanted) => answer?.status === wanted,
  },
  caller: {
    found: (exchange) => callers(exchange).join(' ') || 'nobody',
    fits: (exchange, wanted) => callers(exchange).includes(wanted),
  },
  body: {
    found: ({ request }) => `a body of ${request.body.length} bytes without it`,
    fits: ({ request }, wanted) => bytesText(request.body).includes(wanted),
  },
  answer: {
    found: () => 'an answer without it',
    fits: ({ answer }, wanted) => bytesText(answer?.body).includes(wanted),
  },
  header: { found: () => 'no such header, or another value', fits: hasHeader },
  findings: {
    found: ({ findings }) => String(findings.length > 0),
    fits: ({ findings }, wanted) => findings.length > 0 === wanted,
  },
  rule: {
    found: ({ findings }) => findings.map(({ rule }) => rule).join(' ') || 'no finding',
    fits: ({ findings }, wanted) => findings.some(({ rule }) => rule === wanted),
  },
  after: {
    found: ({ id }) => String(id),
    fits: ({ id }, wanted) => id > wanted,
  },
  from: {
    found: ({ started }) => new Date(started).toISOString(),
    fits: ({ started }, wanted) => started >= wanted,
  },
  to: {
    found: ({ started }) => new Date(started).toISOString(),
    fits: ({ started }, wanted) => started < wanted,
  },
}

const NAMES = Object.keys(TESTS) as readonly Name[]

/** A criterion that an exchange does not meet: what was wanted, and what there is. */
export interface Difference {
  readonly criterion: string
  readonly wanted: string
  readonly found: string
}

/** The criteria that an exchange does not meet. */
export const differences = (exchange: Exchange, criteria: Criteria): Difference[] =>
  NAMES.flatMap((name) => {
    const wanted = criteria[name]
    const test = TESTS[name] as Test<unknown>
    return wanted === undefined || test.fits(exchange, wanted)
      ? []
      : [{ criterion: name, wanted: String(wanted), found: test.found(exchange) }]
  })

/** Whether an exchange is meant. */
export const isMeant = (exchange: Exchange, criteria: Criteria): boolean =>
  NAMES.every((name) => {
    const wanted = criteria[name]
    return wanted === undefined || (TESTS[name] as Test<unknown>).fits(exchange, wanted)
  })

/** An exchange that only just was not meant. */
export interface NearMiss {
  readonly exchange: Exchange
  readonly differences: readonly Difference[]
}

/** Near misses that are told. */
const TOLD = 5

/**
 * The exchanges that differ in one criterion, newest first; where every one differs in more, those
 * that differ least.
 */
export function nearMisses(exchanges: readonly Exchange[], criteria: Criteria): NearMiss[] {
  const misses = exchanges
    .map((exchange) => ({ exchange, differences: differences(exchange, criteria) }))
    .filter((one) => one.differences.length > 0)
    .reverse()
  const least = Math.min(...misses.map((one) => one.differences.length))
  return misses.filter((one) => one.differences.length === least).slice(0, TOLD)
}
