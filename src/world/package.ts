import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The nearest folder with a manifest, from here upwards: the same from the sources and from the bundle. */
function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const above = dirname(folder)
  if (above === folder) throw new Error('the package lies nowhere: its package.json is missing')
  return findRoot(above)
}

/** The folder of the package. */
export const PACKAGE_FOLDER = findRoot(dirname(fileURLToPath(import.meta.url)))

const manifest = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as {
  version: string
}

/** Version of the package. */
export const VERSION = manifest.version
