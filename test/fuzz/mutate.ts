import type { Chance } from './chance.js'
import { oddText, oddValue } from './junk.js'

type Branch = Record<string, unknown> | unknown[]

interface Spot {
  readonly parent: Branch
  readonly key: string | number
}

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

const at = ({ parent, key }: Spot): unknown => (parent as Record<string | number, unknown>)[key]

const put = ({ parent, key }: Spot, value: unknown): void => {
  Object.defineProperty(parent, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}

/** Every member and element of a document. */
function spotsOf(value: unknown, found: Spot[] = []): Spot[] {
  if (!isBranch(value)) return found
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value)
  for (const key of keys) {
    const spot = { parent: value, key }
    found.push(spot)
    spotsOf(at(spot), found)
  }
  return found
}

type Change = (spot: Spot, chance: Chance, all: readonly Spot[]) => void

/** What may happen to one place of a document. */
const CHANGES: readonly Change[] = [
  (spot, chance) => put(spot, oddValue(chance)),
  (spot, chance) => put(spot, oddValue(chance)),
  (spot, chance) => put(spot, oddText(chance)),
  ({ parent, key }) =>
    Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[String(key)],
  (spot, chance, all) => put(spot, structuredClone(at(chance.pick(all)))),
  (spot) => put(spot, [at(spot)]),
  (spot) => put(spot, { value: at(spot) }),
  (spot) => put(spot, String(at(spot))),
  (spot) => put(spot, `${at(spot)} `),
  ({ parent, key }, chance) =>
    Array.isArray(parent)
      ? parent.push(structuredClone(parent[Number(key)]))
      : Object.assign(parent, { [`${key}${chance.pick(['', 'x', '_'])}2`]: parent[key] }),
  ({ parent }, chance) =>
    Array.isArray(parent)
      ? parent.unshift(oddValue(chance))
      : put({ parent, key: chance.pick(['__proto__', 'id', 'extension', 'é']) }, oddValue(chance)),
  ({ parent }) => (Array.isArray(parent) ? parent.reverse() : undefined),
]

/** A copy of a document with one to three places changed. */
export function mutate(body: unknown, chance: Chance): unknown {
  const copy = structuredClone(body)
  for (let left = 1 + chance.below(3); left > 0; left--) {
    const spots = spotsOf(copy)
    if (spots.length === 0) return oddValue(chance)
    chance.pick(CHANGES)(chance.pick(spots), chance, spots)
  }
  return copy
}

type TextChange = (text: string, chance: Chance) => string | Uint8Array

/** What may happen to the text itself. */
const TEXT_CHANGES: readonly TextChange[] = [
  (text, chance) => text.slice(0, chance.below(text.length + 1)),
  (text) => `\ufeff${text}`,
  (text) => text.replace('{', '{"resourceType":"Bundle",'),
  (text) => text.replace(/"([^"]+)":/, (all) => `${all}1e999,${all}`),
  (text) => text.replace(/"value[A-Z]\w+":("[^"]*"|\{)/, '"valueBoolean":true,$&'),
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace(/\d+/, '9'.repeat(400)),
  (text) => `${text}${text}`,
  () => '['.repeat(20_000),
  () => `${'{"a":'.repeat(63)}1${'}'.repeat(63)}`,
  () => '',
  () => 'null',
  () => '"text"',
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.concat([Buffer.from(text.slice(0, 40)), Buffer.from([0xff, 0xc0, 0x80])]),
]

/** The bytes to send for a body: as JSON, now and then damaged as text. */
export function writeBody(body: unknown, chance: Chance, damage: number): string | Uint8Array {
  const text = JSON.stringify(body) ?? ''
  return chance.happens(damage) ? chance.pick(TEXT_CHANGES)(text, chance) : text
}
