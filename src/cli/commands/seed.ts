import { type Command, UsageError } from '../command.js'

async function run(args: readonly string[]): Promise<number> {
  const [verb, folder, ...rest] = args
  if (verb !== 'check' || folder === undefined || rest.length > 0)
    throw new UsageError('say which folder: ers-sandbox seed check DIR')
  const { checkSeed } = await import('../../world/seed/check.js')
  const problems = await checkSeed(folder)
  for (const problem of problems) process.stdout.write(`${problem}\n`)
  process.stdout.write(
    problems.length === 0
      ? `${folder}: no problems\n`
      : `${folder}: ${problems.length} problem${problems.length === 1 ? '' : 's'}\n`,
  )
  return problems.length === 0 ? 0 : 1
}

/** `ers-sandbox seed check DIR`: explains what is wrong with a data set. */
export const seed: Command = {
  name: 'seed',
  summary: 'check a data set of your own: seed check DIR',
  help: `ers-sandbox seed check DIR

Reads the data set in DIR and prints every problem with its file, record and field.
Exit code 0 if there is none. docs/seed.md says what a data set holds.`,
  run,
}
