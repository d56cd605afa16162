import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url))

/** Starts the built sandbox as a process of its own. */
export function start(args) {
  const child = spawn(process.execPath, [BIN, '--log', 'silent', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const stop = () => {
    child.kill('SIGTERM')
    return once(child, 'exit')
  }
  return { child, stop }
}

/** Waits until an address answers. */
export async function answers(url) {
  for (;;) {
    try {
      const answer = await fetch(url)
      await answer.arrayBuffer()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
}
