import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PACKAGE_FOLDER } from '../package.js'
import { SCHEMA } from '../schema.js'
import { folderOf, STANDARD } from './data-sets.js'

const BUNDLE = join(PACKAGE_FOLDER, 'dist')
const PREPARED = join(BUNDLE, 'standard.image')

/** Only the bundle trusts the image made with it: the sources may have changed since. */
const ofBundle = fileURLToPath(import.meta.url).startsWith(BUNDLE + sep) ? PREPARED : undefined

/** SHA-256 in bytes: the fingerprint stands before the image in the file. */
const FINGERPRINT = 32

/** Of all that an image is made from: the tables and the files of the standard set. */
function fingerprint(): Buffer {
  const hash = createHash('sha256').update(SCHEMA.join('\n'))
  const folder = folderOf(STANDARD)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.json')).sort())
    hash.update(file.replaceAll('\\', '/')).update(readFileSync(join(folder, file)))
  return hash.digest()
}

/** The prepared image of the standard set, if there is one and it still fits its sources. */
export function readPreparedImage(file = ofBundle): Buffer | undefined {
  if (file === undefined || !existsSync(file)) return undefined
  const content = readFileSync(file)
  return content.subarray(0, FINGERPRINT).equals(fingerprint())
    ? content.subarray(FINGERPRINT)
    : undefined
}

/** Builds the image of the standard set and keeps it in a file, so that a start need not build it. */
export async function writePreparedImage(file = PREPARED): Promise<void> {
  const { buildImage } = await import('./build-image.js')
  writeFileSync(file, Buffer.concat([fingerprint(), buildImage(folderOf(STANDARD))]))
}
