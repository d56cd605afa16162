import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { isoInstant } from './instant.js'
import { LIMITS } from './limits.js'
import { Store } from './store.js'
import { strangeness } from './strange-database.js'

/** What a snapshot says of itself. */
export interface SnapshotFacts {
  /** World that it was made of. */
  readonly world: string
  /** The world's moment, as ISO 8601. */
  readonly at: string
  readonly sha256: string
}

export type ReadSnapshot =
  | { readonly ok: true; readonly facts: SnapshotFacts; readonly image: Buffer }
  | { readonly ok: false; readonly problem: string }

/** The first line of a snapshot; the number rises with the form. */
const FIRST = 'ers-sandbox snapshot 1\n'

const pack = promisify(gzip)
const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)

const digest = (image: Buffer): string => createHash('sha256').update(image).digest('hex')

/** Writes a world's image as a file: a line that says what it is, one of facts, the packed image. */
export async function writeSnapshot(
  world: string,
  now: number,
  image: Buffer,
): Promise<{ readonly facts: SnapshotFacts; readonly bytes: Buffer }> {
  const facts = { world, at: isoInstant(now), sha256: digest(image) }
  const head = Buffer.from(`${FIRST}${JSON.stringify(facts)}\n`)
  return { facts, bytes: Buffer.concat([head, await pack(image)]) }
}

const isFacts = (value: unknown): value is SnapshotFacts =>
  typeof value === 'object' &&
  value !== null &&
  ['world', 'at', 'sha256'].every((name) => typeof Reflect.get(value, name) === 'string')

function factsIn(line: string): SnapshotFacts | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isFacts(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Why an image is none of a world of this version; undefined if it is one. */
function strangenessOf(image: Buffer): string | undefined {
  const found = Store.inMemory(image)
  try {
    if (found.one<{ quick_check: string }>('PRAGMA quick_check')?.quick_check !== 'ok')
      return 'its database is damaged'
    return strangeness(found)
  } catch {
    return 'it is no database'
  } finally {
    found.close()
  }
}

async function imageIn(packed: Buffer): Promise<Buffer | undefined> {
  try {
    return await unpack(packed, { maxOutputLength: LIMITS.snapshotImage })
  } catch {
    return undefined
  }
}

/** Reads a snapshot and makes sure that it is one: its form, its digest, and that this version knows it. */
export async function readSnapshot(bytes: Buffer): Promise<ReadSnapshot> {
  const refuse = (problem: string): ReadSnapshot => ({ ok: false, problem })
  if (bytes.toString('latin1', 0, FIRST.length) !== FIRST)
    return refuse('it does not begin as a snapshot does')
  const end = bytes.indexOf('\n', FIRST.length)
  const facts = end < 0 ? undefined : factsIn(bytes.toString('utf8', FIRST.length, end))
  if (!facts) return refuse('its second line does not say what it is')
  const image = await imageIn(bytes.subarray(end + 1))
  if (!image) return refuse('it is cut off or damaged')
  if (digest(image) !== facts.sha256) return refuse('its content is not what it says')
  const strange = strangenessOf(image)
  return strange === undefined ? { ok: true, facts, image } : refuse(strange)
}
