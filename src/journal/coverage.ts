import type { Answer } from '../http/answer.js'
import type { Exchange } from '../http/exchange.js'

/** What was seen of one operation, since the world began; the journal may have let the exchanges go. */
export interface Seen {
  readonly calls: number
  /** Calls by status; 0 stands for no answer. */
  readonly statuses: Readonly<Record<string, number>>
  /** Calls by business function of the caller, or `application` where nobody had logged in. */
  readonly roles: Readonly<Record<string, number>>
  /** Statuses and codes of refusals. */
  readonly refusals: readonly string[]
  /** Rules of findings, with their number. */
  readonly findings: Readonly<Record<string, number>>
  /** Numbers of the first exchange of each status. */
  readonly examples: readonly number[]
}

interface Counting {
  calls: number
  readonly statuses: Record<string, number>
  readonly roles: Record<string, number>
  readonly refusals: Set<string>
  readonly findings: Record<string, number>
  readonly examples: number[]
}

const nothing = (): Counting => ({
  calls: 0,
  statuses: {},
  roles: {},
  refusals: new Set(),
  findings: {},
  examples: [],
})

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}

interface Outcome {
  readonly issue?: readonly { details?: { coding?: readonly { code?: string }[] } }[]
}

/** The codes of an outcome; none of anything else. */
function codesIn(body: Answer['body']): string[] {
  try {
    const outcome = JSON.parse(Buffer.from(body ?? '').toString()) as Outcome
    return (outcome.issue ?? []).flatMap(({ details }) => details?.coding?.[0]?.code ?? [])
  } catch {
    return []
  }
}

/** What an exchange was refused with: its status, and the codes of the outcome. */
const refusedWith = ({ answer }: Exchange): string[] =>
  answer && answer.status >= 400 ? [String(answer.status), ...codesIn(answer.body)] : []

const roleOf = ({ caller }: Exchange): string | undefined =>
  caller && (caller.businessFunction ?? (caller.userId === undefined ? 'application' : 'user'))

/** The name under which an operation is counted. */
export const coverageKey = (service: string, operation: string, method: string): string =>
  `${service} ${operation} ${method}`

/** Which operations of a world were called, as whom, and with what outcome: counts alone, however many. */
export class Coverage {
  readonly #seen = new Map<string, Counting>()

  /** Counts an exchange that is over. */
  add(exchange: Exchange): void {
    const { service, operation, request, answer, findings, id } = exchange
    const key = coverageKey(service, operation, request.method)
    const seen = this.#seen.get(key) ?? nothing()
    this.#seen.set(key, seen)
    const status = String(answer?.status ?? 0)
    if (!(status in seen.statuses)) seen.examples.push(id)
    seen.calls += 1
    count(seen.statuses, status)
    const role = roleOf(exchange)
    if (role !== undefined) count(seen.roles, role)
    for (const refusal of refusedWith(exchange)) seen.refusals.add(refusal)
    for (const { rule } of findings) count(seen.findings, rule)
  }

  /** What was seen of an operation; undefined if it was never called. */
  of(service: string, operation: string, method: string): Seen | undefined {
    const seen = this.#seen.get(coverageKey(service, operation, method))
    return seen && { ...seen, refusals: [...seen.refusals] }
  }

  clear(): void {
    this.#seen.clear()
  }
}
