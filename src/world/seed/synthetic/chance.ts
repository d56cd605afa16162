/** The few questions that synthetic people ask of chance; answered from the seed number. */
export interface Chance {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  /** True so many times in a hundred. */
  percent(share: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

/** A small seedable generator (mulberry32), much faster than asking the library for each number. */
export function chanceFrom(seed: number): Chance {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    between,
    percent: (share) => next() * 100 < share,
    pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number],
  }
}
