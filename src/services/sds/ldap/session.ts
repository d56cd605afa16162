import { parseDn } from './dn.js'
import { PagedSearches } from './operations/paged-searches.js'

/** What one connection has come to: who is bound, in which world, and which searches go on. */
export class Session {
  readonly #usualWorld: string
  #name = ''
  #world: string
  readonly pages = new PagedSearches()

  /** `world`: the one of the port, for whoever does not name another. */
  constructor(world: string) {
    this.#usualWorld = world
    this.#world = world
  }

  /** Name of the world that is spoken to. */
  get world(): string {
    return this.#world
  }

  /** The name that is bound; empty for nobody. */
  get name(): string {
    return this.#name
  }

  /** Takes a name, and goes to the world that it names. */
  bind(name: string): void {
    this.#name = name
    this.#world = this.worldFor(name)
    this.pages.forget()
  }

  /** Nobody is bound. */
  unbind(): void {
    this.bind('')
  }

  /** The world that a name leads to: its step `world=NAME`, or that of the port. */
  worldFor(name: string): string {
    const step = parseDn(name)?.find(({ attribute }) => attribute.toLowerCase() === 'world')
    return step?.value.toLowerCase() ?? this.#usualWorld
  }
}
