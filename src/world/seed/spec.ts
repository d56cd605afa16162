/** What a world's data is made from. */
export interface SeedSpec {
  /** Name of a data set of the package (`standard`), or the path of a folder. */
  readonly source: string
  /** Number that identifiers and synthetic people come from. */
  readonly number: number
  /** Synthetic patients on top of the data set. */
  readonly patients: number
}

/** Told now and then how much of a long work is done. */
export type Progress = (done: number, of: number) => void

export const DEFAULT_SEED: SeedSpec = { source: 'standard', number: 1, patients: 0 }
