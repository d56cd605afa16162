import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE_FOLDER } from '../world/package.js'

/** The folder of the scenarios that come with the package. */
export const SHIPPED_FOLDER = join(PACKAGE_FOLDER, 'scenarios')

const SUFFIX = '.yaml'
const NAME = /^[a-z0-9][a-z0-9-]{0,60}$/

/** Names of the scenarios that come with the package. */
export const shippedNames = (): string[] =>
  readdirSync(SHIPPED_FOLDER)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort()

/** The file of a scenario that comes with the package; undefined if there is none of that name. */
export function shippedFile(name: string): string | undefined {
  const path = join(SHIPPED_FOLDER, `${name}${SUFFIX}`)
  return NAME.test(name) && existsSync(path) ? path : undefined
}
