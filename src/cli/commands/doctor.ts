import { accessSync, constants, existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { VERSION } from '../../world/package.js'
import { type Command, UsageError } from '../command.js'

interface Diagnosis {
  readonly name: string
  readonly ok: boolean
  readonly words: string
}

interface Patient {
  readonly port: number
  readonly data?: string | undefined
  readonly seed?: string | undefined
}

const OLDEST = [22, 13] as const

function checkNode(): Diagnosis {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  const words = ok
    ? process.versions.node
    : `${process.versions.node} is too old: ${OLDEST.join('.')} or newer is needed`
  return { name: 'Node', ok, words }
}

async function checkNative(): Promise<Diagnosis> {
  try {
    const { Store } = await import('../../world/store.js')
    Store.inMemory().close()
    return { name: 'SQLite', ok: true, words: 'loads' }
  } catch (error) {
    const words = `better-sqlite3 does not load: ${(error as Error).message}. Install again for this machine and this Node.`
    return { name: 'SQLite', ok: false, words }
  }
}

const checkPort = ({ port }: Patient): Promise<Diagnosis> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({
        name: 'port',
        ok: false,
        words:
          error.code === 'EADDRINUSE'
            ? `${port} is in use: a sandbox may run already; another port is given with --port`
            : `${port}: ${error.message}`,
      }),
    )
    server.listen(port, '127.0.0.1', () => {
      server.close(() => resolve({ name: 'port', ok: true, words: `${port} is free` }))
    })
  })

function checkData({ data }: Patient): Diagnosis | undefined {
  if (data === undefined) return undefined
  try {
    if (existsSync(data)) accessSync(data, constants.R_OK | constants.W_OK)
    return { name: 'data', ok: true, words: `${data} can be written` }
  } catch (error) {
    return { name: 'data', ok: false, words: (error as Error).message }
  }
}

async function checkSeedSet({ seed }: Patient): Promise<Diagnosis | undefined> {
  if (seed === undefined) return undefined
  const { checkSeed } = await import('../../world/seed/check.js')
  const problems = await checkSeed(seed)
  const words =
    problems.length === 0
      ? `${seed} has no problems`
      : `${seed}: ${problems.length} problems; ers-sandbox seed check ${seed} names them`
  return { name: 'seed', ok: problems.length === 0, words }
}

/** Every check that concerns this machine and the options given. */
async function examine(patient: Patient): Promise<Diagnosis[]> {
  const all = [
    checkNode(),
    await checkNative(),
    await checkPort(patient),
    checkData(patient),
    await checkSeedSet(patient),
  ]
  return all.filter((one) => one !== undefined)
}

const OPTIONS = {
  port: { type: 'string', default: '9000' },
  data: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
} as const

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message.split('. ')[0]}; see ers-sandbox doctor --help`,
    )
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { port, data, seed, json } = read(args)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError('--port is a number up to 65535; see ers-sandbox doctor --help')
  const found = await examine({ port: Number(port), data, seed })
  const lines = found.map(
    ({ name, ok, words }) => `${ok ? 'ok ' : 'NO '} ${name.padEnd(7)} ${words}`,
  )
  process.stdout.write(
    json
      ? `${JSON.stringify({ version: VERSION, checks: found }, null, 2)}\n`
      : `ers-sandbox ${VERSION}\n${lines.join('\n')}\n`,
  )
  return found.every(({ ok }) => ok) ? 0 : 1
}

/** `ers-sandbox doctor`: whether the sandbox can run here. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'check whether the sandbox can run on this machine',
  help: `ers-sandbox doctor [--port N] [--data DIR] [--seed DIR] [--json]

Looks at Node, the database module, the port, and where given the data folder and the data set.
Exit code 1 if something stands in the way.

  --port N             port that the sandbox is to listen on (9000)
  --data DIR           data folder that it is to use
  --seed DIR           data set of your own
  --json               the same as data

Examples:
  ers-sandbox doctor
  ers-sandbox doctor --port 9100 --data ./sandbox-data`,
  run,
}
