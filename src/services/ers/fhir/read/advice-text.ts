import type { Place, Reader } from './place.js'
import { text } from './values.js'

const ANCHOR = /<a\s+href="https?:\/\/[^"<>\s]+"[^<>]*>[^<>]*<\/a>/gi
const TAG_OF_ANCHOR = /<\/?a[\s>]/i

/** A message to the other side: text in which links are well-formed anchors (ers-fhir 6.9, 7.26). */
export const adviceText =
  (longest: number): Reader<string> =>
  (value: unknown, place: Place) => {
    const read = text(longest)(value, place)
    if (read === undefined || !TAG_OF_ANCHOR.test(read.replace(ANCHOR, ''))) return read
    return place.refuse('INVALID_VALUE', `'${place.path}' holds a link that is not well formed.`)
  }
