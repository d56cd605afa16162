import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Name of the data set that comes with the package. */
export const STANDARD = 'standard'

/** Folder of the package's data sets; the same from `src` and from `dist`. */
const DATA_SETS = fileURLToPath(new URL('../../../seed', import.meta.url))

/** The folder of a data set: one of the package by its name, any other by its path. */
export const folderOf = (source: string, from = process.cwd()): string =>
  source === STANDARD
    ? resolve(DATA_SETS, STANDARD)
    : isAbsolute(source)
      ? source
      : resolve(from, source)
