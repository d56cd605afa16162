import type { Exchange } from '../http/exchange.js'
import { SandboxError } from './explain.js'
import type { SandboxWorld } from './world.js'
import { criteriaText, isNotExcepted, missText, type Wanted } from './world-journal.js'

/** What a matcher answers, in Vitest and in Jest. */
export interface Verdict {
  readonly pass: boolean
  message(): string
}

/** How often, and what of the exchange. */
export type Expected = Exclude<Wanted, string> & { readonly times?: number }

function worldIn(received: unknown, matcher: string): SandboxWorld {
  if (typeof received === 'object' && received !== null && 'journal' in received)
    return received as SandboxWorld
  throw new SandboxError({
    happened: `${matcher} was given something that is no world.`,
    where: `expect(...).${matcher}`,
    expected: 'a world of startSandbox',
    found: String(received),
    todo: 'pass sandbox.world(...) or sandbox.createWorld() to expect',
  })
}

const timesText = (count: number): string =>
  count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`

const exchangeText = ({ request, answer, operation }: Exchange): string =>
  `  ${request.method} ${request.path} (${operation}) -> ${answer?.status ?? 'no answer'}`

function toHaveReceived(received: unknown, operation: string, expected: Expected = {}): Verdict {
  const world = worldIn(received, 'toHaveReceived')
  const { times, ...more } = expected
  const wanted = { operation, ...more }
  const found = world.journal.received(wanted)
  const pass = times === undefined ? found.length > 0 : found.length === times
  const misses = world.journal.nearMisses(wanted).map((miss) => `  near: ${missText(miss)}`)
  return {
    pass,
    message: () =>
      [
        `expected the world ${pass ? 'not ' : ''}to have received ${criteriaText(wanted)} ${times === undefined ? '' : timesText(times)}`.trim(),
        `it did ${timesText(found.length)}`,
        ...found.slice(0, 5).map(exchangeText),
        ...(pass ? [] : misses),
      ].join('\n'),
  }
}

function toHaveNoFindings(
  received: unknown,
  options: { except?: readonly string[] } = {},
): Verdict {
  const { except = [] } = options
  const found = worldIn(received, 'toHaveNoFindings')
    .journal.findings()
    .filter(isNotExcepted(except))
  return {
    pass: found.length === 0,
    message: () =>
      found.length === 0
        ? 'expected findings, but there are none'
        : [
            `expected no findings, but there are ${found.length}`,
            ...found
              .slice(0, 10)
              .map(
                ({ rule, message, source, exchange }) =>
                  `  ${exchange.operation} ${rule}: ${message} (${source})`,
              ),
          ].join('\n'),
  }
}

function toHaveFinding(received: unknown, rule: string): Verdict {
  const found = worldIn(received, 'toHaveFinding').journal.findings()
  const pass = found.some((one) => one.rule === rule)
  const rules = [...new Set(found.map((one) => one.rule))].join(', ') || 'none'
  return {
    pass,
    message: () =>
      `expected ${pass ? 'no finding' : 'a finding'} of the rule ${rule}; there are findings of: ${rules}`,
  }
}

/** Matchers for `expect.extend`, of Vitest and of Jest. */
export const ersMatchers = { toHaveReceived, toHaveNoFindings, toHaveFinding }

/** The matchers as `expect` has them. */
export interface ErsMatchers<Result = unknown> {
  /** The software under test called an operation, or sent an interaction: so often, with such an answer. */
  toHaveReceived(operation: string, expected?: Expected): Result
  /** Nothing that the software under test did should be mended. */
  toHaveNoFindings(options?: { readonly except?: readonly string[] }): Result
  /** The software under test did something that a rule is about. */
  toHaveFinding(rule: string): Result
}
