import { expect, test } from 'vitest'
import { sourceFiles } from './source.js'

const FORBIDDEN = [
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bMath\.random\(/,
  /\bsetTimeout\(/,
  /\bsetInterval\(/,
  /\brandomBytes\(/,
  /\brandomUUID\(/,
]

/** The world's own clock and identifiers, and the listeners, may touch the machine's. */
const EXEMPT = /^(world|server|cli)\//

test('time, timers and randomness come from the world alone', () => {
  const found = sourceFiles()
    .filter(({ path }) => !EXEMPT.test(path))
    .flatMap(({ path, text }) =>
      FORBIDDEN.filter((pattern) => pattern.test(text)).map(
        (pattern) => `${path}: ${pattern.source}`,
      ),
    )
  expect(found).toEqual([])
})

test('there is no mutable state at module level', () => {
  const found = sourceFiles().flatMap(({ path, text }) =>
    [...text.matchAll(/^(?:export )?let .*/gm)].map(([line]) => `${path}: ${line}`),
  )
  expect(found).toEqual([])
})
