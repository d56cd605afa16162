import { isAbsolute, join, resolve } from 'node:path'
import { PACKAGE_FOLDER } from '../package.js'

/** Name of the data set that comes with the package. */
export const STANDARD = 'standard'

/** Folder of the package's data sets. */
const DATA_SETS = join(PACKAGE_FOLDER, 'seed')

/** The folder of a data set: one of the package by its name, any other by its path. */
export const folderOf = (source: string, from = process.cwd()): string =>
  source === STANDARD
    ? resolve(DATA_SETS, STANDARD)
    : isAbsolute(source)
      ? source
      : resolve(from, source)
