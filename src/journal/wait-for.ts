import type { Exchange } from '../http/exchange.js'
import { type Criteria, isMeant } from './criteria.js'
import type { Journal } from './journal.js'

/**
 * Waits until the journal has so many exchanges that are meant, those that it has already included.
 * Undefined when `end` comes first.
 */
export function waitForExchanges(
  journal: Journal,
  criteria: Criteria,
  count: number,
  end: Promise<unknown>,
): Promise<readonly Exchange[] | undefined> {
  const found = (): Exchange[] => journal.list().filter((one) => isMeant(one, criteria))
  const already = found()
  if (already.length >= count) return Promise.resolve(already)
  return new Promise((resolve) => {
    const stop = journal.listen(() => {
      const all = found()
      if (all.length < count) return
      stop()
      resolve(all)
    })
    void end.then(() => {
      stop()
      resolve(undefined)
    })
  })
}
