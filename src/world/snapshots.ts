import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { LIMITS } from './limits.js'
import { readSnapshot, type SnapshotFacts, writeSnapshot } from './snapshot-file.js'
import type { World } from './world.js'
import { WORLD_NAME } from './worlds.js'

/** A snapshot as it is listed. */
export interface Snapshot extends SnapshotFacts {
  readonly name: string
  /** Length of its file. */
  readonly bytes: number
}

export type SnapshotProblem =
  | 'INVALID_NAME'
  | 'EXISTS'
  | 'UNKNOWN'
  | 'TOO_MANY'
  | 'TOO_LARGE'
  | 'INVALID'

/** A request about snapshots that cannot be done, and why. */
export class SnapshotError extends Error {
  readonly problem: SnapshotProblem

  constructor(problem: SnapshotProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

const SUFFIX = '.snapshot'

/**
 * Worlds as they were at some moment, by name: in memory, or as files of the data folder. A file is
 * written beside its place and then renamed, so that there is a whole one or none.
 */
export class Snapshots {
  readonly #folder: string | undefined
  readonly #kept = new Map<string, Buffer>()
  readonly #facts = new Map<string, SnapshotFacts>()

  constructor(data?: string) {
    this.#folder = data === undefined ? undefined : join(data, 'snapshots')
  }

  /** The snapshots by name. */
  async list(): Promise<Snapshot[]> {
    const names = this.#names()
    return Promise.all(names.map((name) => this.#describe(name)))
  }

  /** Takes a snapshot of a world; refuses a name that is taken. */
  async save(world: World, name: string): Promise<Snapshot> {
    this.#refuseNew(name)
    const image = world.store.serialise()
    const { facts, bytes } = await writeSnapshot(world.name, world.clock.now(), image)
    return this.#keep(name, facts, bytes)
  }

  /** Takes in a snapshot's file; refuses one that is none, or of another version. */
  async take(name: string, bytes: Buffer): Promise<Snapshot> {
    this.#refuseNew(name)
    if (bytes.length > LIMITS.snapshotFile)
      throw new SnapshotError('TOO_LARGE', `it has more than ${LIMITS.snapshotFile} bytes`)
    const read = await readSnapshot(bytes)
    if (!read.ok) throw new SnapshotError('INVALID', `not a snapshot: ${read.problem}`)
    return this.#keep(name, read.facts, bytes)
  }

  /** The image of the world in a snapshot. */
  async image(name: string): Promise<Buffer> {
    const read = await readSnapshot(this.file(name))
    if (!read.ok) throw new SnapshotError('INVALID', `snapshot '${name}': ${read.problem}`)
    return read.image
  }

  /** The bytes of a snapshot's file. */
  file(name: string): Buffer {
    const bytes = this.#read(name)
    if (!bytes) throw new SnapshotError('UNKNOWN', `there is no snapshot '${name.slice(0, 80)}'`)
    return bytes
  }

  /** Removes a snapshot. */
  remove(name: string): void {
    this.file(name)
    this.#facts.delete(name)
    if (this.#folder) rmSync(this.#path(name))
    else this.#kept.delete(name)
  }

  #refuseNew(name: string): void {
    if (!WORLD_NAME.test(name))
      throw new SnapshotError(
        'INVALID_NAME',
        `'${name.slice(0, 80)}' cannot name a snapshot: use 1 to 63 lower-case letters, digits and hyphens`,
      )
    const names = this.#names()
    if (names.includes(name))
      throw new SnapshotError('EXISTS', `there is a snapshot '${name}' already`)
    if (names.length >= LIMITS.snapshots)
      throw new SnapshotError(
        'TOO_MANY',
        `there are ${LIMITS.snapshots} snapshots already: remove one`,
      )
  }

  #keep(name: string, facts: SnapshotFacts, bytes: Buffer): Snapshot {
    this.#facts.set(name, facts)
    if (this.#folder) {
      mkdirSync(this.#folder, { recursive: true })
      const beside = `${this.#path(name)}.new`
      writeFileSync(beside, bytes)
      renameSync(beside, this.#path(name))
    } else this.#kept.set(name, bytes)
    return { name, ...facts, bytes: bytes.length }
  }

  #names(): string[] {
    if (!this.#folder) return [...this.#kept.keys()].sort()
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
      .filter((name) => WORLD_NAME.test(name))
      .sort()
  }

  async #describe(name: string): Promise<Snapshot> {
    const bytes = this.file(name)
    const known = this.#facts.get(name)
    if (known) return { name, ...known, bytes: bytes.length }
    const read = await readSnapshot(bytes)
    const facts = read.ok ? read.facts : { world: '', at: '', sha256: '' }
    this.#facts.set(name, facts)
    return { name, ...facts, bytes: bytes.length }
  }

  #read(name: string): Buffer | undefined {
    if (!this.#folder) return this.#kept.get(name)
    return WORLD_NAME.test(name) && existsSync(this.#path(name))
      ? readFileSync(this.#path(name))
      : undefined
  }

  #path(name: string): string {
    return join(this.#folder as string, `${name}${SUFFIX}`)
  }
}
