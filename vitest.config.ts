import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vitest/config'

const STANDARD_IMAGE = fileURLToPath(new URL('test/support/standard-image.ts', import.meta.url))

/** The sources trust no image that lies about; in a run of tests they take the one made at its beginning. */
const imageOfTheRun: Plugin = {
  name: 'image-of-the-run',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './prepared-file.js' && importer?.endsWith('/world/seed/prepare.ts')
      ? STANDARD_IMAGE
      : undefined,
}

export default defineConfig({
  plugins: [imageOfTheRun],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['temporary-folder', 'standard-image', 'whole-run'].map(
      (name) => `test/support/${name}.ts`,
    ),
    // Files share what they import: nothing in the source has state of its own, every test makes its world.
    isolate: false,
    // Otherwise one core stays idle: on a machine of two, half of them.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
