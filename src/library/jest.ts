import './matcher-types.js'
import { ersMatchers } from './matchers.js'

interface Extensible {
  extend(matchers: typeof ersMatchers): void
}

const { expect } = globalThis as { readonly expect?: Extensible }
if (!expect) throw new Error('import ers-sandbox/jest in a test file or in setupFilesAfterEnv')
expect.extend(ersMatchers)
