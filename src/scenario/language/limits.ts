const KILOBYTE = 1024

/** What a scenario may hold at most: documented in docs/scenarios.md, which a test compares. */
export const SCENARIO_LIMITS = {
  /** Bytes of one file. */
  bytes: 256 * KILOBYTE,
  /** Deepest nesting. */
  depth: 24,
  /** Values in one file, each use of an alias counted anew. */
  values: 20_000,
  /** Files of one scenario, the included ones counted each time. */
  files: 32,
  /** Rounds of one loop. */
  rounds: 1000,
  /** Steps that one play performs. */
  steps: 10_000,
  /** Uploaded scenarios that one sandbox keeps. */
  uploads: 100,
} as const
