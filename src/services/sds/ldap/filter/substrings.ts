import type { AttributeType } from '../schema/attributes.js'
import type { Substrings } from './filter.js'
import { type Judge, someValue } from './judge.js'

/** A part as the equality rule would have it, with the blanks at its ends that may stand inside a value. */
function partKey(part: string, key: (text: string) => string | undefined): string {
  const lead = /^\s/.test(part) ? ' ' : ''
  const trail = /\s$/.test(part) && part.trim() !== '' ? ' ' : ''
  return `${lead}${key(part) ?? ''}${trail}`
}

/** True if the parts come one after the other, the first at the start and the last at the end. */
function holdsParts(text: string, initial: string, any: readonly string[], final: string): boolean {
  if (!text.startsWith(initial)) return false
  let from = initial.length
  for (const part of any) {
    const at = text.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return text.length - final.length >= from && text.endsWith(final)
}

/** Judges by parts of values; undefined where the attribute has no rule for that. */
export function compileSubstrings(
  { initial = '', any, final = '' }: Substrings,
  types: readonly AttributeType[],
): Judge | undefined {
  const key = types[0]?.substring && types[0].equality?.key
  if (!key) return undefined
  const first = partKey(initial, key).trimStart()
  const last = partKey(final, key).trimEnd()
  const between = any.map((part) => partKey(part, key))
  return someValue(types, (held) => holdsParts(key(held) ?? '', first, between, last))
}
