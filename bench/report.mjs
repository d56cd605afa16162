/** Prints one measurement: what, how much, and what is aimed at. */
export const report = (what, value, note = '') =>
  console.log(`${what.padEnd(46)} ${String(value).padStart(12)}  ${note}`)

/** The middle of some numbers. */
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
