// Builds dist: compiles, then prepares the image of the standard data set, so that a start need not.
import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], {
  stdio: 'inherit',
})
chmodSync('dist/cli/bin.js', 0o755)
const { writePreparedImage } = await import('../dist/world/seed/prepared-file.js')
await writePreparedImage()
