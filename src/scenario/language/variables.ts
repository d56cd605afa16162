import type { Plain } from './source.js'

/** What a variable may hold: what was written, or what a step saved. */
export type Value = Plain

const REFERENCE = /\$\{([^{}]*)\}/g
const WHOLE = /^\$\{([^{}]*)\}$/

/** The references in a text: of `for ${patient.name}` it is `patient.name`. */
export const referencesIn = (text: string): string[] =>
  [...text.matchAll(REFERENCE)].map(([, path]) => (path as string).trim())

/** True if a value holds a reference anywhere. */
export const hasReference = (value: Plain): boolean =>
  typeof value === 'string'
    ? referencesIn(value).length > 0
    : Object.values(value).some(hasReference)

/** Finds what `a.b.c` leads to; undefined if it leads nowhere. */
export function lookUp(path: string, read: (name: string) => Value | undefined): Value | undefined {
  const [name = '', ...members] = path.split('.')
  return members.reduce<Value | undefined>((value, member) => {
    if (value === undefined || typeof value === 'string') return undefined
    return Object.hasOwn(value, member) ? (value as Record<string, Plain>)[member] : undefined
  }, read(name))
}

/** A reference that leads nowhere while a scenario plays. */
export class UnknownReference extends Error {}

function referred(path: string, read: (name: string) => Value | undefined): Value {
  const value = lookUp(path, read)
  if (value === undefined) throw new UnknownReference(`there is no \${${path}} here`)
  return value
}

const asText = (value: Value): string =>
  typeof value === 'string' ? value : Object.values(value).map(asText).join(', ')

/**
 * A value with every reference replaced. A text that is one reference alone becomes what it leads
 * to, be it a list; within other text it is written out. Throws UnknownReference.
 */
export function replaced(value: Plain, read: (name: string) => Value | undefined): Plain {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value)?.[1]
    return whole === undefined
      ? value.replace(REFERENCE, (_, path: string) => asText(referred(path.trim(), read)))
      : referred(whole.trim(), read)
  }
  if (Array.isArray(value)) return value.map((item: Plain) => replaced(item, read))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, replaced(item as Plain, read)]),
  )
}
