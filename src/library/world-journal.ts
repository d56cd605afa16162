import type { Exchange } from '../http/exchange.js'
import type { Finding } from '../http/finding.js'
import { type Criteria, isMeant, type NearMiss, nearMisses } from '../journal/criteria.js'
import type { Journal } from '../journal/journal.js'
import { waitForExchanges } from '../journal/wait-for.js'
import { ROBOT_AGENT } from '../robots/line.js'
import { patience } from '../server/outbound/deliver.js'
import { isLike } from '../world/like.js'
import { SandboxError } from './explain.js'

/** Criteria, or an operation alone. */
export type Wanted = Criteria | string

/** A finding, and the exchange that it is about. */
export interface FoundFinding extends Finding {
  readonly exchange: Exchange
}

export interface WorldJournal {
  /** What was exchanged with this world, oldest first; of an operation, if one is named. */
  exchanges(operation?: string): readonly Exchange[]
  /** What the software under test asked that is meant; what `world.given` did is left out. */
  received(wanted: Wanted): readonly Exchange[]
  /** What differs least from what is meant. */
  nearMisses(wanted: Wanted): readonly NearMiss[]
  /** Waits until so many exchanges that are meant have come; throws with near misses after ten seconds. */
  waitFor(
    wanted: Wanted,
    options?: { readonly count?: number; readonly timeout?: number },
  ): Promise<readonly Exchange[]>
  /** What the software under test should mend. */
  findings(): readonly FoundFinding[]
  clear(): void
}

const criteriaOf = (wanted: Wanted): Criteria =>
  typeof wanted === 'string' ? { operation: wanted } : wanted

/** Leaves out findings whose rules are excepted, by patterns with stars. */
export const isNotExcepted =
  (except: readonly string[]) =>
  ({ rule }: Finding): boolean =>
    !except.some((pattern) => isLike(rule, pattern))

const isOurs = ({ request }: Exchange): boolean => request.header('user-agent') !== ROBOT_AGENT

/** Criteria as people read them. */
export const criteriaText = (wanted: Wanted): string =>
  Object.entries(criteriaOf(wanted))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'any exchange'

/** A near miss in one line. */
export const missText = ({ exchange, differences: all }: NearMiss): string =>
  `${exchange.request.method} ${exchange.request.path} (${exchange.operation || 'no operation'}): ${all
    .map(({ criterion, found, wanted }) => `${criterion} was ${found}, not ${wanted}`)
    .join('; ')}`

const TIMEOUT = 10_000

/** The journal of a world as tests use it. */
export function journalOf(current: () => Journal): WorldJournal {
  const mine = (): Exchange[] => current().list().filter(isOurs)
  const received = (wanted: Wanted): Exchange[] => {
    const criteria = criteriaOf(wanted)
    return mine().filter((exchange) => isMeant(exchange, criteria))
  }
  const misses = (wanted: Wanted): NearMiss[] => nearMisses(mine(), criteriaOf(wanted))
  return {
    exchanges: (operation) =>
      current()
        .list()
        .filter((exchange) => operation === undefined || exchange.operation === operation),
    received,
    nearMisses: misses,
    async waitFor(wanted, { count = 1, timeout = TIMEOUT } = {}) {
      const end = patience(timeout)
      const found = await waitForExchanges(current(), criteriaOf(wanted), count, end)
      if (found) return found
      throw new SandboxError({
        happened: `What was waited for did not come in ${timeout} milliseconds.`,
        where: `world.journal.waitFor: ${criteriaText(wanted)}`,
        expected: `${count}`,
        found: misses(wanted).map(missText).join('\n    ') || 'no exchange at all',
        todo: 'compare the criteria with what came, or wait longer with { timeout }',
      })
    },
    findings: () =>
      mine().flatMap((exchange) => exchange.findings.map((one) => ({ ...one, exchange }))),
    clear: () => current().clear(),
  }
}
