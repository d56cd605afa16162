/** A code as people write it: `TWO_WEEK_WAIT` is `two week wait`. */
export const wordsOf = (code: string): string => code.toLowerCase().replaceAll('_', ' ')

/** The code that people meant: `Two-week wait` is `TWO_WEEK_WAIT`. */
export const codeOf = (words: string): string =>
  words
    .trim()
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
