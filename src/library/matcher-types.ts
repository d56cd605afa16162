import type { ErsMatchers } from './matchers.js'

declare global {
  // Jest's own types, which Vitest's extend.
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: the parameters must be those of Jest
    interface Matchers<R, T = {}> extends ErsMatchers<R> {}
  }
}
