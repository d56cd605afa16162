import type { Made } from './crew.js'

/** What came of a turn. */
export interface Turn {
  /** In words, after who did it. */
  readonly did?: string
  /** A referral that was made. */
  readonly made?: Made
}
