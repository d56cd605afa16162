/** Where something stands in a scenario's files; lines and columns count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A value as it was written: texts, lists and maps of them, each with its place. */
export type Source = TextSource | ListSource | MapSource

export interface TextSource {
  readonly kind: 'text'
  readonly place: Place
  readonly text: string
}

export interface ListSource {
  readonly kind: 'list'
  readonly place: Place
  readonly items: readonly Source[]
}

export interface MapSource {
  readonly kind: 'map'
  readonly place: Place
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly name: string
  /** Where the name stands. */
  readonly place: Place
  readonly value: Source
}

/** A value without its places. */
export type Plain = string | Plain[] | { [name: string]: Plain }

export function plain(source: Source): Plain {
  if (source.kind === 'text') return source.text
  if (source.kind === 'list') return source.items.map(plain)
  return Object.fromEntries(source.entries.map(({ name, value }) => [name, plain(value)]))
}

/** The value under a name; undefined if there is none. */
export const entryOf = (source: MapSource, name: string): Entry | undefined =>
  source.entries.find((entry) => entry.name === name)

/** True for a value that was left empty, as after `accept:`. */
export const isBlank = (source: Source): boolean => source.kind === 'text' && source.text === ''

/** Nothing, at a place: what stands where a value was left out. */
export const blankMap = (place: Place): MapSource => ({ kind: 'map', place, entries: [] })

export const showPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

const KINDS = { text: 'a text', list: 'a list', map: 'a group of names and values' } as const

/** A value as a complaint shows it: short, on one line. */
export function shown(source: Source): string {
  if (source.kind !== 'text') return KINDS[source.kind]
  if (source.text === '') return 'nothing'
  const text = source.text.replace(/\s+/g, ' ')
  return `'${text.length > 60 ? `${text.slice(0, 57)}...` : text}'`
}
