import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml'
import { SCENARIO_LIMITS } from './limits.js'
import type { Problems } from './problems.js'
import type { Entry, Place, Source } from './source.js'
import { yamlTrouble } from './yaml-troubles.js'

/** Reads the values of one file; counts them, so that aliases cannot multiply without end. */
class Reading {
  readonly #document: Document
  readonly #lines: LineCounter
  readonly #file: string
  readonly #problems: Problems
  #values = 0

  constructor(document: Document, lines: LineCounter, file: string, problems: Problems) {
    this.#document = document
    this.#lines = lines
    this.#file = file
    this.#problems = problems
  }

  place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }

  /** The value of a node; undefined after noting what is wrong with it. */
  value(node: Node | null | undefined, depth: number, fallback: Place): Source | undefined {
    const place = node?.range ? this.place(node.range[0]) : fallback
    if (!this.#within(depth, place)) return undefined
    if (isAlias(node)) return this.#alias(node.source, node.resolve(this.#document), depth, place)
    if (isSeq(node)) return this.#list(node.items as (Node | null)[], depth, place)
    if (isMap(node)) return this.#map(node.items, depth, place)
    const value = isScalar(node) ? node.value : ''
    return { kind: 'text', place, text: typeof value === 'string' ? value : String(value ?? '') }
  }

  #within(depth: number, place: Place): boolean {
    this.#values++
    if (depth > SCENARIO_LIMITS.depth) {
      this.#problems.add(place, `nested too deep: at most ${SCENARIO_LIMITS.depth} levels`)
      return false
    }
    if (this.#values === SCENARIO_LIMITS.values + 1)
      this.#problems.add(
        place,
        `too many values: at most ${SCENARIO_LIMITS.values}, each use of an alias counted anew`,
      )
    return this.#values <= SCENARIO_LIMITS.values
  }

  #alias(name: string, node: Node | undefined, depth: number, place: Place): Source | undefined {
    if (node) return this.value(node, depth + 1, place)
    this.#problems.add(place, `there is no anchor '&${name}' before this alias`)
    return undefined
  }

  #list(items: readonly (Node | null)[], depth: number, place: Place): Source {
    return {
      kind: 'list',
      place,
      items: items
        .map((item) => this.value(item, depth + 1, place))
        .filter((item) => item !== undefined),
    }
  }

  #map(
    items: readonly { key: unknown; value: unknown }[],
    depth: number,
    place: Place,
  ): Source | undefined {
    const entries: Entry[] = []
    for (const { key, value } of items) {
      const at = this.value(key as Node | null, depth + 1, place)
      if (!at) continue
      if (at.kind !== 'text') this.#problems.add(at.place, 'expected a name before the colon')
      const read = this.value(value as Node | null, depth + 1, at.place)
      if (at.kind === 'text' && read) entries.push({ name: at.text, place: at.place, value: read })
    }
    return { kind: 'map', place, entries }
  }
}

/** What the parser says of a nesting that it cannot follow. */
const TOO_DEEP = /call stack/

const FIRST = { line: 1, column: 1 } as const

/** Parses; a nesting that the parser itself cannot follow is a problem like any other. */
function documentOf(text: string, lines: LineCounter): Document | undefined {
  try {
    return parseDocument(text, {
      schema: 'failsafe',
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      merge: false,
    })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/**
 * Reads a YAML file as values with their places. Every plain value is a text: what it means is
 * for the place where it is used, so that `021600556514` keeps its zero. Undefined after noting
 * problems that leave nothing to read on with.
 */
export function readYaml(text: string, file: string, problems: Problems): Source | undefined {
  if (Buffer.byteLength(text) > SCENARIO_LIMITS.bytes) {
    problems.add({ file, ...FIRST }, `too large: at most ${SCENARIO_LIMITS.bytes} bytes`)
    return undefined
  }
  const lines = new LineCounter()
  const document = documentOf(text, lines)
  if (!document || document.errors.some(({ message }) => TOO_DEEP.test(message))) {
    problems.add({ file, ...FIRST }, `nested too deep: at most ${SCENARIO_LIMITS.depth} levels`)
    return undefined
  }
  const reading = new Reading(document, lines, file, problems)
  for (const error of document.errors) problems.add(reading.place(error.pos[0]), yamlTrouble(error))
  if (document.errors.length > 0) return undefined
  return reading.value(document.contents, 0, { file, ...FIRST })
}
