import { foldName, foldPostcode } from '../../../world/tables/patient-keys.js'
import type { Beginning } from '../../../world/tables/patient-search.js'

/** A text to compare with, which may have wildcards. */
export interface Pattern {
  /** What comes before the first wildcard, folded; the whole text where there is none. */
  readonly beginning: Beginning
  /** How much of a held text is what was asked for: 1 equal, 0 not at all, between with wildcards. */
  readonly likeness: (held: string) => number
}

const FOLD = { name: foldName, postcode: foldPostcode } as const

/** Characters that stand before the first wildcard at least (pds 4.1). */
const LEAST = 2

/** True if the text has the pieces in their order, the first at its beginning, the last at its end. */
function hasPieces(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...others] = pieces
  const last = others.pop() ?? ''
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of others) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/** Reads a text that may have `*` in it; undefined if one is among the first two characters. */
export function readPattern(text: string, kind: keyof typeof FOLD): Pattern | undefined {
  const fold = FOLD[kind]
  const wanted = fold(text)
  const wildcard = wanted.indexOf('*')
  if (wildcard < 0)
    return {
      beginning: { text: wanted, whole: true },
      likeness: (held) => (fold(held) === wanted ? 1 : 0),
    }
  if (wildcard < LEAST) return undefined
  const pieces = wanted.split('*')
  const known = wanted.replaceAll('*', '').length
  return {
    beginning: { text: wanted.slice(0, wildcard), whole: false },
    likeness: (held) => {
      const folded = fold(held)
      return hasPieces(folded, pieces) ? Math.min(1, known / folded.length) : 0
    },
  }
}
