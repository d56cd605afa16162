import { vi } from 'vitest'
import { main } from '../../src/cli/main.js'

export interface Run {
  readonly code: number
  readonly output: string
  readonly complaint: string
}

/** Runs a command line in this process. */
export async function run(...args: string[]): Promise<Run> {
  const written = { stdout: '', stderr: '' }
  const catching = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += text
      return true
    })
  const spies = [catching('stdout'), catching('stderr')]
  try {
    const code = await main(args)
    return { code, output: written.stdout, complaint: written.stderr }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
