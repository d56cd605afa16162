/**
 * The forms under which people's data are compared and looked up: what a reader takes for the same
 * must become the same text.
 */

const MARKS = /\p{Diacritic}/gu
const SPECIAL: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  đ: 'd',
}

/** A name without case and accents (pds 4.3). Spaces around it do not count. */
export const foldName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[øłæœßđ]/g, (letter) => SPECIAL[letter] as string)
    .replace(/\s+/g, ' ')
    .trim()

/** A postcode without spaces and case (pds 4.1). */
export const foldPostcode = (postcode: string): string => postcode.replace(/\s+/g, '').toUpperCase()

export const foldEmail = (email: string): string => email.trim().toLowerCase()

const SOUND: Readonly<Record<string, string>> = {
  b: '1',
  f: '1',
  p: '1',
  v: '1',
  c: '2',
  g: '2',
  j: '2',
  k: '2',
  q: '2',
  s: '2',
  x: '2',
  z: '2',
  d: '3',
  t: '3',
  l: '4',
  m: '5',
  n: '5',
  r: '6',
}

/** American Soundex of a folded word: a letter and three digits (pds 4.4). Empty without letters. */
export function soundex(folded: string): string {
  const letters = folded.replace(/[^a-z]/g, '')
  if (!letters) return ''
  let code = letters[0] as string
  let last = SOUND[code]
  for (const letter of letters.slice(1)) {
    const digit = SOUND[letter]
    if (digit && digit !== last) code += digit
    if (letter !== 'h' && letter !== 'w') last = digit
    if (code.length === 4) break
  }
  return code.padEnd(4, '0').toUpperCase()
}

/** The words of a name, folded: `Ann-Marie` has two. */
export const wordsOf = (name: string): string[] =>
  foldName(name)
    .split(/[\s-]+/)
    .filter(Boolean)
