// Builds dist. The compiler writes every module to build/ (for bench/ and the documents) and the types to dist/;
// the bundler joins the modules to a few files, for opening a thousand takes most of a start; then the image of the
// standard data set is prepared, so that a start need not build it.
import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { bundle } from './bundle.mjs'

for (const folder of ['build', 'dist']) rmSync(folder, { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], {
  stdio: 'inherit',
})
await bundle(
  ['cli/bin', 'library/index', 'library/vitest', 'library/jest'].map(
    (entry) => `build/${entry}.js`,
  ),
  'build',
  'dist',
)
chmodSync('dist/cli/bin.js', 0o755)
const { writePreparedImage } = await import('../build/world/seed/prepared-file.js')
await writePreparedImage()
