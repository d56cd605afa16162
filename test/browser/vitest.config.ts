import { defineConfig } from 'vitest/config'

/** Tests that need a real browser; `npm run test:browser` runs them, `npm test` does not. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: 'test/browser/need-chromium.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
