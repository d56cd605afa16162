import { DEFAULT_OPTIONS } from '../../../server/options.js'
import type { Command } from '../../command.js'
import { failureMessage } from '../../failure.js'
import { progressBar } from '../../progress.js'
import { flagHelp, readServeOptions } from './options.js'

/** Resolves when the process is asked to end. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

async function run(args: readonly string[]): Promise<number> {
  const options = {
    ...DEFAULT_OPTIONS,
    ldap: 'usual' as const,
    ...readServeOptions(args, process.env),
    ownProcess: true,
  }
  try {
    const { assemble } = await import('../../../library/assemble.js')
    const progress = progressBar('synthetic patients', process.stderr)
    const sandbox = await assemble(options, undefined, progress)
    const addresses = await sandbox.listen()
    const { welcome } = await import('./welcome.js')
    if (options.log !== 'silent') process.stdout.write(`${welcome(sandbox, addresses)}\n`)
    await asked()
    await sandbox.close()
    return 0
  } catch (error) {
    const message = failureMessage(error)
    if (message === undefined) throw error
    process.stderr.write(`ers-sandbox: ${message}\n`)
    return 1
  }
}

/** `ers-sandbox` or `ers-sandbox serve`: runs the sandbox until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'run the sandbox (what happens without a command)',
  help: `ers-sandbox serve [options]\n\nRuns the sandbox until Ctrl-C.\n\n${flagHelp()}`,
  run,
}
