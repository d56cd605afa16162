import { LIMITS } from '../../world/limits.js'

/** Why a text is not taken as XML. */
export type XmlProblem = 'TOO_LARGE' | 'TOO_DEEP' | 'DOCTYPE' | 'NOT_WELL_FORMED'

/** What is no tag and how it ends. */
const SKIPPED: readonly (readonly [start: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

/** Where a tag ends: at the first `>` outside quotes; -1 if nowhere, or if another begins before. */
function endOfTag(text: string, start: number): number {
  let quote = ''
  for (let at = start + 1; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === '<') return -1
    if (quote) quote = letter === quote ? '' : quote
    else if (letter === '>') return at
    else if (letter === '"' || letter === "'") quote = letter
  }
  return -1
}

const depthOfTag = (text: string, start: number, end: number): number => {
  if (text[start + 1] === '/') return -1
  return text[end - 1] === '/' ? 0 : 1
}

/**
 * Looks over a text before it is parsed: its size, how deep it goes, and that it declares no document
 * type, so that no entity can be declared. Takes time in proportion to the text, whatever it is.
 */
export function guardXml(text: string): XmlProblem | undefined {
  if (text.length > LIMITS.xmlSize) return 'TOO_LARGE'
  let [at, depth, tags] = [text.indexOf('<'), 0, 0]
  while (at >= 0) {
    const skipped = SKIPPED.find(([start]) => text.startsWith(start, at))
    if (!skipped && text[at + 1] === '!') return 'DOCTYPE'
    const end = skipped ? text.indexOf(skipped[1], at) : endOfTag(text, at)
    if (end < 0) return 'NOT_WELL_FORMED'
    if (!skipped) {
      depth += depthOfTag(text, at, end)
      if (depth > LIMITS.xmlDepth) return 'TOO_DEEP'
      if (++tags > LIMITS.xmlTags) return 'TOO_LARGE'
    }
    at = text.indexOf('<', end)
  }
  return undefined
}
