import type { Example } from './examples.js'

/** Published exchanges that a service with memory cannot repeat, each for a reason of its own. */
const EXCEPTIONS: readonly { readonly matches: (example: Example) => boolean; readonly reason: string }[] =
  []

/** Why an example is not answered as published; undefined if it should be. */
export const exceptionFor = (example: Example): string | undefined =>
  EXCEPTIONS.find(({ matches }) => matches(example))?.reason
