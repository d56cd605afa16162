/** Remembers something of each of the names used last; the one that was not used for longest is let go. */
export class Recent<Kept> {
  readonly #most: number
  readonly #kept = new Map<string, Kept>()

  constructor(most: number) {
    this.#most = most
  }

  get(name: string): Kept | undefined {
    return this.#kept.get(name)
  }

  set(name: string, kept: Kept): void {
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    if (this.#kept.size <= this.#most) return
    const [oldest] = this.#kept.keys()
    this.#kept.delete(oldest as string)
  }
}
