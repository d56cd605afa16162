import { defineConfig } from 'vitest/config'

/** Tests with clients from outside npm; `npm run test:clients` runs them, `npm test` does not. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/clients/**/*.client.ts'],
    globalSetup: 'test/clients/need-tools.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
