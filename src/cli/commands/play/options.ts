import { parseArgs } from 'node:util'
import { UsageError } from '../../command.js'

const OPTIONS = {
  step: { type: 'boolean' },
  check: { type: 'boolean' },
  json: { type: 'boolean' },
  against: { type: 'string' },
  world: { type: 'string' },
  junit: { type: 'string' },
  port: { type: 'string' },
  var: { type: 'string', multiple: true },
} as const

/** What `play` was asked for. */
export interface PlayWish {
  /** Name of a shipped scenario, or a file. */
  readonly scenario: string
  readonly step: boolean
  readonly check: boolean
  readonly json: boolean
  readonly against: string | undefined
  readonly world: string | undefined
  readonly junit: string | undefined
  /** Port of the sandbox's own listener. */
  readonly port: number
  readonly variables: Readonly<Record<string, string>>
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; see ers-sandbox play --help`)
  }
}

function variablesOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((one) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(one) ?? []
      if (name === undefined || value === undefined)
        throw new UsageError(`--var takes NAME=VALUE, not '${one}'`)
      return [name, value]
    }),
  )
}

function addressIn(against: string): string {
  if (!/^https?:\/\//.test(against))
    throw new UsageError(
      `--against takes an address such as http://127.0.0.1:9000, not '${against}'`,
    )
  return against
}

/** Reads the arguments of `play`; throws a UsageError for what makes no sense. */
export function readPlayWish(args: readonly string[]): PlayWish {
  const { values, positionals } = parse(args)
  const [scenario, tooMany] = positionals
  if (scenario === undefined)
    throw new UsageError('say which scenario: ers-sandbox play NAME, or play FILE')
  if (tooMany !== undefined) throw new UsageError(`'${tooMany}' is one word too many after play`)
  const port = values.port ?? '0'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port takes a port, not '${port}'`)
  return {
    scenario,
    step: values.step === true,
    check: values.check === true,
    json: values.json === true,
    against: values.against === undefined ? undefined : addressIn(values.against),
    world: values.world,
    junit: values.junit,
    port: Number(port),
    variables: variablesOf(values.var ?? []),
  }
}
