import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { SCENARIO_LIMITS } from './language/limits.js'
import { type Loaded, loadScenario } from './language/load.js'
import { STEPS } from './steps/index.js'

type Variables = Readonly<Record<string, string>>

/** Text of a regular file; of a huge one only so much that it is seen to be too large. */
function textOf(path: string): string | undefined {
  try {
    const { size } = statSync(path)
    return size > SCENARIO_LIMITS.bytes
      ? ' '.repeat(SCENARIO_LIMITS.bytes + 1)
      : readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Reads files of one folder alone, wherever links may lead. */
const within = (folder: string) => (path: string) => {
  try {
    const root = realpathSync(folder)
    const real = realpathSync(join(folder, path))
    return real.startsWith(root + sep) ? textOf(real) : undefined
  } catch {
    return undefined
  }
}

/** Reads and checks the scenario in a file; undefined if there is no such file. */
export function openScenario(path: string, variables: Variables = {}): Loaded | undefined {
  const text = textOf(path)
  if (text === undefined) return undefined
  const beside = within(dirname(path))
  return loadScenario({ file: path, text, beside, steps: STEPS, variables })
}

/** Reads and checks a scenario that stands alone: it cannot include anything. */
export const openText = (name: string, text: string, variables: Variables = {}): Loaded =>
  loadScenario({
    file: basename(name),
    text,
    beside: () => undefined,
    steps: STEPS,
    variables,
  })
