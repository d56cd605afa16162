import { folderOf } from './data-sets.js'
import type { SeedProblem } from './problem.js'

/**
 * Everything that is wrong with a data set: a folder's path, or `standard`. Each problem prints as
 * one line: file, record, field, what was expected and what was found.
 */
export async function checkSeed(folder: string): Promise<readonly SeedProblem[]> {
  const { loadSeed } = await import('./load.js')
  return loadSeed(folderOf(folder)).problems
}
