import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClockState, Instant } from './clock.js'
import { LIMITS } from './limits.js'
import { MendableError } from './mendable.js'
import type { Images, SeedSpec } from './seed/images.js'
import { Store } from './store.js'
import { strangeness } from './strange-database.js'
import { STRICT_SETTING } from './strict.js'
import { readSetting, writeSetting } from './tables/setting.js'
import { World } from './world.js'

export interface WorldOptions {
  /** What the world starts from; the process's own seed unless said otherwise. */
  readonly seed?: Partial<SeedSpec>
  /** Where the clock starts; real time unless given. */
  readonly start?: Instant
  /** Whether the clock stands still from the start. */
  readonly frozen?: boolean
  /** Rules of findings that are refusals here, as patterns: `['*']` for all. */
  readonly strict?: readonly string[]
}

export const DEFAULT_WORLD = 'default'

/** Names of worlds: they stand in paths and file names. */
export const WORLD_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export type WorldProblem = 'INVALID_NAME' | 'EXISTS' | 'UNKNOWN' | 'TOO_MANY' | 'IS_DEFAULT'

/** A request about worlds that cannot be done, and why. */
export class WorldError extends Error {
  readonly problem: WorldProblem

  constructor(problem: WorldProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

/** Opens a world that an earlier process kept; refuses one that this version cannot use. */
function openKept(name: string, path: string): World {
  const refuse = (why: string): never => {
    throw new MendableError(
      `The world '${name}' kept in ${path} cannot be used: ${why}. Start with another --data folder, or move the file away.`,
    )
  }
  const store = openDatabase(path) ?? refuse('it is no database')
  const strange = strangeness(store)
  if (strange === undefined) return new World(name, store)
  store.close()
  return refuse(strange)
}

function openDatabase(path: string): Store | undefined {
  try {
    return Store.file(path)
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_NOTADB') return undefined
    throw error
  }
}

/** The worlds of one process: `default` and the ones made beside it. */
export class Worlds {
  readonly #images: Images
  readonly #folder: string | undefined
  readonly #defaults: WorldOptions
  readonly #worlds = new Map<string, World>()
  readonly #opened: ((world: World) => void)[] = []
  readonly #closed: ((world: World) => void)[] = []

  /** `folder`: where worlds are kept as files; in memory if absent. */
  constructor(images: Images, defaults: WorldOptions = {}, folder?: string) {
    this.#images = images
    this.#defaults = defaults
    this.#folder = folder
    if (folder) this.#reopen(folder)
    if (!this.#worlds.has(DEFAULT_WORLD)) this.create(DEFAULT_WORLD)
  }

  find(name: string): World | undefined {
    return this.#worlds.get(name)
  }

  /** The world of that name; refuses with UNKNOWN. */
  get(name: string): World {
    const world = this.#worlds.get(name)
    if (!world) throw new WorldError('UNKNOWN', `there is no world '${name}'`)
    return world
  }

  list(): World[] {
    return [...this.#worlds.values()]
  }

  /** Reads what a world of these options starts from; `create` needs it read. */
  async warm(options: WorldOptions = {}): Promise<void> {
    await this.#images.warm({ ...this.#defaults, ...options }.seed)
  }

  /** Makes a new world; refuses with INVALID_NAME, EXISTS or TOO_MANY. */
  create(name: string, options: WorldOptions = {}): World {
    this.#refuseName(name)
    return this.#begin(this.#make(name, { ...this.#defaults, ...options }))
  }

  /** Makes a world that goes on from an image of another; refuses as `create` does. */
  createFrom(name: string, image: Buffer): World {
    this.#refuseName(name)
    return this.#begin(new World(name, this.#openStore(name, image)))
  }

  /** Makes a second world that goes on from where one is; refuses with UNKNOWN and as `create` does. */
  copy(from: string, to: string): World {
    return this.createFrom(to, this.get(from).store.serialise())
  }

  /** Lets a world go on from an image in place of what it was; refuses with UNKNOWN. */
  async replace(name: string, image: Buffer): Promise<World> {
    const old = this.get(name)
    await old.stop()
    this.#dispose(old)
    return this.createFrom(name, image)
  }

  #refuseName(name: string): void {
    if (!WORLD_NAME.test(name))
      throw new WorldError(
        'INVALID_NAME',
        `'${name.slice(0, 80)}' cannot name a world: use 1 to 63 lower-case letters, digits and hyphens`,
      )
    if (this.#worlds.has(name)) throw new WorldError('EXISTS', `there is a world '${name}' already`)
    if (this.#worlds.size >= LIMITS.worlds)
      throw new WorldError(
        'TOO_MANY',
        `there are ${LIMITS.worlds} worlds already: delete one first`,
      )
  }

  #begin(world: World): World {
    this.#worlds.set(world.name, world)
    for (const listener of this.#opened) listener(world)
    return world
  }

  /** Starts a world anew from its seed, with its first options unless others are given. */
  async reset(name: string, options?: WorldOptions): Promise<World> {
    const old = this.get(name)
    const kept = options ?? readSetting<WorldOptions>(old.store, 'options') ?? {}
    await this.warm(kept)
    await old.stop()
    this.#dispose(old)
    return this.create(name, kept)
  }

  /** Removes a world and its file; refuses with UNKNOWN or IS_DEFAULT. */
  async delete(name: string): Promise<void> {
    const world = this.get(name)
    if (name === DEFAULT_WORLD)
      throw new WorldError('IS_DEFAULT', 'the default world cannot be deleted, only reset')
    await world.stop()
    this.#dispose(world)
  }

  /** Calls `listener` with every world there is, and with each that begins from now on. */
  onOpened(listener: (world: World) => void): void {
    this.#opened.push(listener)
    for (const world of this.list()) listener(world)
  }

  /** Calls `listener` when a world ends (reset or deleted). */
  onClosed(listener: (world: World) => void): void {
    this.#closed.push(listener)
  }

  /** Ends the work of every world; what waits in one waits no longer. */
  async stop(): Promise<void> {
    await Promise.all(this.list().map((world) => world.stop()))
  }

  /** Closes every world; files stay. */
  async close(): Promise<void> {
    for (const world of this.#worlds.values()) {
      await world.stop()
      world.close()
    }
    this.#worlds.clear()
  }

  #make(name: string, options: WorldOptions): World {
    const start = options.start ?? Date.now()
    const spec = this.#images.complete(options.seed)
    const image = this.#images.laidOut(spec, start)
    const store = this.#openStore(name, image)
    const clock: ClockState = options.frozen
      ? { mode: 'frozen', at: start }
      : { mode: 'real', offset: options.start === undefined ? 0 : start - Date.now() }
    store.transaction(() => {
      writeSetting(store, 'clock', clock)
      writeSetting(store, 'seedNumber', spec.number)
      writeSetting(store, 'options', options)
      if (options.strict) writeSetting(store, STRICT_SETTING, options.strict)
    })
    return new World(name, store)
  }

  #openStore(name: string, image: Buffer): Store {
    if (!this.#folder) return Store.inMemory(image)
    const path = this.#path(name)
    writeFileSync(path, image)
    return Store.file(path)
  }

  #reopen(folder: string): void {
    mkdirSync(join(folder, 'worlds'), { recursive: true })
    for (const file of readdirSync(join(folder, 'worlds'))) {
      const name = file.endsWith('.sqlite') ? file.slice(0, -'.sqlite'.length) : ''
      if (WORLD_NAME.test(name)) this.#worlds.set(name, openKept(name, this.#path(name)))
    }
  }

  #dispose(world: World): void {
    this.#worlds.delete(world.name)
    world.close()
    for (const listener of this.#closed) listener(world)
    if (!this.#folder) return
    for (const suffix of ['', '-wal', '-shm']) {
      const path = this.#path(world.name) + suffix
      if (existsSync(path)) rmSync(path)
    }
  }

  #path(name: string): string {
    return join(this.#folder as string, 'worlds', `${name}.sqlite`)
  }
}
