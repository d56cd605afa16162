import { expect, test } from 'vitest'
import { progressBar } from '../../src/cli/progress.js'

test('a bar grows in one line, and is gone at the end', () => {
  const written: string[] = []
  const write = (text: string | Uint8Array) => Boolean(written.push(String(text)))
  const progress = progressBar('synthetic patients', { isTTY: true, write })
  for (const done of [500, 50_000, 100_000]) progress?.(done, 100_000)
  expect(written).toEqual([
    `\r  [${'.'.repeat(30)}] 500 of 100,000 synthetic patients`,
    `\r  [${'#'.repeat(15)}${'.'.repeat(15)}] 50,000 of 100,000 synthetic patients`,
    '\r\u001b[K',
  ])
})

test('where nobody looks there is none', () => {
  expect(progressBar('x', { isTTY: false, write: () => true })).toBeUndefined()
})
