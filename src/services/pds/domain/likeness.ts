import { foldName, foldPostcode, soundex, wordsOf } from '../../../world/tables/patient-keys.js'
import { fullForms } from './short-names.js'

/** How like two words are by the way they match (pds 4.4, 4.5: 0.8976 for two homophones). */
const LIKE = { short: 0.85, sound: 0.75, slip: 0.75, initial: 0.6 } as const

/** What is left where words are joined or split otherwise, or stand in another place. */
const JOINED = 0.95
const OTHER_PLACE = 0.8

/** How like postcodes are that differ by one character, or share only their first half. */
const POSTCODE = { slip: 0.6, area: 0.4 } as const

/** True if one character was added, left out, changed, or two neighbours were swapped. */
export function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return (
    short[at] === long[at + 1] &&
    short[at + 1] === long[at] &&
    short.slice(at + 2) === long.slice(at + 2)
  )
}

const isShortFor = (short: string, long: string): boolean =>
  fullForms(short).includes(long) || (short.length >= 3 && long.startsWith(short))

/** How like two folded words are. */
function wordLikeness(wanted: string, held: string): number {
  if (wanted === held) return 1
  if (isShortFor(wanted, held) || isShortFor(held, wanted)) return LIKE.short
  if (soundex(wanted) !== '' && soundex(wanted) === soundex(held)) return LIKE.sound
  if (wanted.length >= 4 && isSlip(wanted, held)) return LIKE.slip
  return (wanted.length === 1 || held.length === 1) && wanted[0] === held[0] ? LIKE.initial : 0
}

const joined = (words: readonly string[]): string => words.join('')

/** How like two family names are: whole, or word by word where they have as many. */
export function familyLikeness(wanted: string, held: string): number {
  if (foldName(wanted) === foldName(held)) return 1
  const [asked, there] = [wordsOf(wanted), wordsOf(held)]
  if (joined(asked) === joined(there)) return JOINED
  const whole = wordLikeness(joined(asked), joined(there))
  return whole < LIKE.sound ? 0 : Math.min(whole, LIKE.sound)
}

/**
 * How like given names are: the mean over the words asked for of their best match, in its own place
 * or in another. 0 if not one of them matches.
 */
export function givenLikeness(wanted: readonly string[], held: readonly string[]): number {
  const [asked, there] = [wanted.flatMap(wordsOf), held.flatMap(wordsOf)]
  if (asked.length === 0 || there.length === 0) return 0
  const sum = asked.reduce((total, word, place) => {
    const likes = there.map(
      (other, at) => wordLikeness(word, other) * (at === place ? 1 : OTHER_PLACE),
    )
    return total + Math.max(...likes)
  }, 0)
  const mean = sum / asked.length
  return joined(asked) === joined(there) ? Math.max(mean, JOINED) : mean
}

/** The first half of a folded postcode, as far as it can be told. */
export const areaOf = (postcode: string): string =>
  postcode.length > 4 ? postcode.slice(0, -3) : postcode

/** How like two postcodes are (pds 4.4: a malformed one lowers the score but need not exclude). */
export function postcodeLikeness(wanted: string, held: string): number {
  const [asked, there] = [foldPostcode(wanted), foldPostcode(held)]
  if (asked === there) return 1
  if (isSlip(asked, there)) return POSTCODE.slip
  return areaOf(asked) === areaOf(there) || there.startsWith(asked) ? POSTCODE.area : 0
}

/** The sounds under which words of these names are looked up, short forms spelt out. */
export const soundsOf = (names: readonly string[]): string[] => [
  ...new Set(
    names
      .flatMap(wordsOf)
      .flatMap((word) => [word, ...fullForms(word)])
      .map(soundex)
      .filter(Boolean),
  ),
]
