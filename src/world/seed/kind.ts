import type { z } from 'zod'
import type { Store } from '../store.js'
import type { Progress, SeedSpec } from './spec.js'

/** Where in a record something is: `['shortlist', 0]`. */
export type FieldPath = readonly PropertyKey[]

/** A field that names a record of a kind, or something that records claim (such as a slot number). */
export interface Reference {
  readonly path: FieldPath
  /** File of the kind, or name of the claim. */
  readonly to: string
  readonly key: string
}

/** A number or name that only one record of the whole data set may have. */
export interface Claim {
  readonly path: FieldPath
  /** What it is, in words: `slot number`. */
  readonly name: string
  readonly value: string
}

/** What a folder of seeds may hold of one kind: its file, how a record looks, where it goes. */
export interface SeedKind<Row> {
  /** Path below the folder: `services.json`. It holds a list of records. */
  readonly file: string
  /** What one record is, in words: `service`. */
  readonly name: string
  readonly schema: z.ZodType<Row>
  readonly key: (row: Row) => string
  readonly references?: (row: Row) => readonly Reference[]
  readonly claims?: (row: Row) => readonly Claim[]
  /** Puts all records of the set, in the order of the file, into a world that is being prepared. */
  readonly save: (store: Store, rows: readonly Row[]) => void
  /** Adds invented records where the seed asks for them. */
  readonly synthesise?: (store: Store, spec: SeedSpec, progress?: Progress) => void | Promise<void>
}

/** A kind whose rows have been forgotten, so that kinds of different rows stand in one list. */
export type AnyKind = SeedKind<unknown>

/** Makes a kind fit for the list of kinds. */
export const anyKind = <Row>(kind: SeedKind<Row>): AnyKind => kind as unknown as AnyKind

/** A reference that is only there if the field is. */
export const referenceTo = (to: string, path: FieldPath, key: string | undefined): Reference[] =>
  key === undefined ? [] : [{ path, to, key }]

/** References of every item of a list. */
export const referencesTo = (
  to: string,
  path: FieldPath,
  keys: readonly string[] = [],
): Reference[] => keys.map((key, at) => ({ path: [...path, at], to, key }))
