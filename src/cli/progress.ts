import type { Progress } from '../world/seed/spec.js'

const WIDTH = 30

const grouped = (count: number): string => count.toLocaleString('en-GB')

/**
 * A bar that tells how far a long work is, redrawn in one line and wiped away at its end; undefined where
 * nobody looks.
 */
export function progressBar(
  name: string,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
): Progress | undefined {
  if (!stream.isTTY) return undefined
  return (done, of) => {
    if (done === of) return void stream.write('\r\u001b[K')
    const full = Math.floor((done / of) * WIDTH)
    const bar = '#'.repeat(full).padEnd(WIDTH, '.')
    stream.write(`\r  [${bar}] ${grouped(done)} of ${grouped(of)} ${name}`)
  }
}
