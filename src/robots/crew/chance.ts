import { createHash } from 'node:crypto'

/** Choices of one turn. They come from the world's seed and the number of the turn alone, so that the same world does the same again. */
export class Chance {
  readonly #from: string
  #drawn = 0

  constructor(seed: number, turn: number) {
    this.#from = `robots/${seed}/${turn}`
  }

  /** A whole number from 0 up to, not including, `below`. */
  integer(below: number): number {
    const digest = createHash('sha256')
      .update(`${this.#from}/${this.#drawn++}`)
      .digest()
    return digest.readUIntBE(0, 6) % below
  }

  /** One of a list; undefined if it is empty. */
  pick<Item>(items: readonly Item[]): Item | undefined {
    return items.length === 0 ? undefined : items[this.integer(items.length)]
  }

  /** True in so many of a hundred turns. */
  percent(of: number): boolean {
    return this.integer(100) < of
  }
}
