import { fold } from '../../../world/fold.js'
import type { Dn, Rdn } from '../domain/entry.js'

/** A name or a numeric OID, as it stands before the equals sign. */
const TYPE = /^\s*(?:oid\.)?([a-z][a-z0-9-]*|\d+(?:\.\d+)+)\s*$/i

/** Most steps and letters of a name; deeper and longer ones are malformed. */
const DEEPEST = 64
const LONGEST = 8192

const SPECIAL = /[",+<>;\\]/g

/** Index of the first unescaped, unquoted one of `separators` from `from`; the length if there is none. */
function endOf(text: string, from: number, separators: string): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === '\\') at++
    else if (letter === '"') quoted = !quoted
    else if (!quoted && separators.includes(letter)) return at
  }
  return text.length
}

/** Takes off blanks around a value, but for an escaped one at the end. */
function trimmed(text: string): string {
  const start = text.trimStart()
  const end = start.trimEnd()
  const escaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(end) && end.length < start.length
  return escaped ? `${end} ` : end
}

/** A value of hexadecimal BER (`#0403...`): a short octet string or text. */
function hexValue(text: string): string | undefined {
  const bytes = Buffer.from(text.slice(1), 'hex')
  return /^#(?:[0-9a-f]{2})+$/i.test(text) && bytes[1] === bytes.length - 2
    ? bytes.subarray(2).toString('utf8')
    : undefined
}

const quotedValue = (text: string): string | undefined =>
  text.length >= 2 && text.endsWith('"') ? unescaped(text.slice(1, -1)) : undefined

/** Resolves backslash escapes (RFC 4514 2.4); undefined for one that is none. */
function unescaped(text: string): string | undefined {
  if (!text.includes('\\')) return text
  const bytes: number[] = []
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      const letter = String.fromCodePoint(text.codePointAt(at) as number)
      bytes.push(...Buffer.from(letter))
      at += letter.length - 1
      continue
    }
    const pair = text.slice(at + 1, at + 3)
    if (/^[0-9a-f]{2}$/i.test(pair)) {
      bytes.push(Number.parseInt(pair, 16))
      at += 2
    } else if (/^[ "#+,;<=>\\]/.test(pair)) {
      bytes.push(pair.charCodeAt(0))
      at += 1
    } else return undefined
  }
  return Buffer.from(bytes).toString('utf8')
}

function stepValue(text: string): string | undefined {
  const value = trimmed(text)
  if (value.startsWith('#')) return hexValue(value)
  if (value.startsWith('"')) return quotedValue(value)
  return /(?:^|[^\\])(?:\\\\)*["<>]/.test(value) ? undefined : unescaped(value)
}

function parseStep(text: string): Rdn | undefined {
  const equals = text.indexOf('=')
  const type = TYPE.exec(text.slice(0, Math.max(equals, 0)))?.[1]
  const value = stepValue(text.slice(equals + 1))
  return type === undefined || value === undefined ? undefined : { attribute: type, value }
}

function split(text: string, separators: string): string[] {
  const parts: string[] = []
  for (let from = 0; from <= text.length; ) {
    const end = endOf(text, from, separators)
    parts.push(text.slice(from, end))
    from = end + 1
  }
  return parts
}

/** Several values in one step become one of joined names and values: no entry is called so. */
function parseRdn(text: string): Rdn | undefined {
  const steps = split(text, '+').map(parseStep)
  if (steps.some((step) => step === undefined)) return undefined
  const whole = steps as Rdn[]
  return {
    attribute: whole.map(({ attribute }) => attribute).join('+'),
    value: whole.map(({ value }) => value).join('+'),
  }
}

/** Reads a distinguished name (RFC 4514); undefined for a malformed one. The empty name has no steps. */
export function parseDn(text: string): Dn | undefined {
  if (text.length > LONGEST) return undefined
  if (text.trim() === '') return []
  const parts = split(text, ',;')
  if (parts.length > DEEPEST) return undefined
  const steps = parts.map(parseRdn)
  return steps.some((step) => step === undefined) ? undefined : (steps as Rdn[])
}

/** Writes a distinguished name (RFC 4514). */
export const formatDn = (dn: Dn): string =>
  dn.map(({ attribute, value }) => `${attribute}=${escaped(value)}`).join(',')

const escaped = (value: string): string =>
  value
    .replace(SPECIAL, (letter) => `\\${letter}`)
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, (letter) => `\\${letter}`)
    .replace(/ $/, '\\ ')

/** A text that two names share if they are the same. */
export const dnKey = (dn: Dn): string =>
  formatDn(dn.map(({ attribute, value }) => ({ attribute: fold(attribute), value: fold(value) })))
