import { vi } from 'vitest'
import type { World } from '../../../src/world/world.js'

/** Lets a world forget the entries that it has read, so that the next search asks for them. */
export function forgetEntries({ store }: World): void {
  for (const table of [
    'accredited_system',
    'message_handling_system',
    'practitioner',
    'organisation',
  ])
    store.cache(table).clear()
}

/** The plans of the queries over the directory that `work` makes, one line a step. */
export async function plansOf({ store }: World, work: () => unknown): Promise<string[]> {
  const asked: [string, unknown[]][] = []
  const [all, one] = [store.all.bind(store), store.one.bind(store)]
  const spies = [
    vi.spyOn(store, 'all').mockImplementation((sql, ...values) => {
      asked.push([sql, values])
      return all(sql, ...values)
    }),
    vi.spyOn(store, 'one').mockImplementation((sql, ...values) => {
      asked.push([sql, values])
      return one(sql, ...values)
    }),
  ]
  await work()
  for (const spy of spies) spy.mockRestore()
  return asked
    .filter(([sql]) => /_system|practitioner|organisation/.test(sql))
    .flatMap(([sql, values]) =>
      all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...(values as string[])),
    )
    .map(({ detail }) => detail)
}
