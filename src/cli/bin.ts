#!/usr/bin/env node
// Loads nothing before it knows that this Node can run it: the native database crashes on an older one.
const LEAST = [22, 13] as const

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  process.stderr.write(
    `ers-sandbox needs Node ${LEAST.join('.')} or newer; this is Node ${process.versions.node}. Install a current Node from https://nodejs.org and try again.\n`,
  )
  process.exitCode = 1
} else {
  const { main } = await import('./main.js')
  process.exitCode = await main(process.argv.slice(2))
}
