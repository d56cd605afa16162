import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/temporary-folder.ts', 'test/support/whole-run.ts'],
    // Files share what they import: nothing in the source has state of its own, every test makes its world.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
