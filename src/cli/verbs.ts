import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Command, UsageError } from './command.js'
import { CONTROL_HELP, CONTROL_OPTIONS, ControlError } from './control.js'
import { failureMessage } from './failure.js'

type Values = ReturnType<typeof parseArgs>['values']

/** What a verb was given: the words after it, and its options by name. */
export interface Given {
  /** The word at a position; `name` says in a complaint what is missing. */
  word(at: number, name: string): string
  /** All of the words. */
  readonly words: readonly string[]
  text(option: string): string | undefined
  texts(option: string): string[] | undefined
  number(option: string): number | undefined
  flag(option: string): boolean
  readonly where: { readonly url?: string | undefined; readonly world?: string | undefined }
}

/** What a verb answers: what `--json` prints, the same as people read it, and the exit code if it is not 0. */
export interface VerbResult {
  readonly json: unknown
  readonly text: string
  readonly code?: number
}

/** One thing a command can do: `add` of `ers-sandbox app add`. */
export interface Verb {
  readonly name: string
  /** How it is called after the command's name: `add NAME [options]`. */
  readonly usage: string
  readonly summary: string
  readonly options?: NonNullable<ParseArgsConfig['options']>
  /** How many words may follow it. */
  readonly words: number
  /** Does it. */
  run(given: Given): Promise<VerbResult>
}

export interface CommandWithVerbs {
  readonly name: string
  readonly summary: string
  readonly verbs: readonly Verb[]
  /** The verb that is meant where none is named. */
  readonly usually?: string
  /** The options, one a line, and examples. */
  readonly optionHelp: string
  readonly examples: readonly string[]
}

const COMMON = { ...CONTROL_OPTIONS, json: { type: 'boolean' } } as const

function given(command: string, verb: Verb, args: readonly string[]): Given & { json: boolean } {
  const complain = (message: string): never => {
    throw new UsageError(`${message}; see ers-sandbox ${command} --help`)
  }
  const parse = () => {
    try {
      const options = { ...verb.options, ...COMMON }
      return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    } catch (error) {
      return complain((error as Error).message.split('. ')[0] as string)
    }
  }
  const { values, positionals } = parse()
  if (positionals.length > verb.words)
    complain(`'${positionals[verb.words]}' is one word too many after ${command} ${verb.name}`)
  const text = (option: string) => (values as Values)[option] as string | undefined
  return {
    word: (at, name) => positionals[at] ?? complain(`say which: ${command} ${verb.name} ${name}`),
    words: positionals,
    text,
    texts: (option) => (values as Values)[option] as string[] | undefined,
    number: (option) => {
      const value = text(option)
      if (value === undefined) return undefined
      return /^\d+$/.test(value) ? Number(value) : complain(`--${option} is a number`)
    },
    flag: (option) => (values as Values)[option] === true,
    where: { url: text('url'), world: text('world') },
    json: values.json === true,
  }
}

const helpOf = ({ name, verbs, optionHelp, examples }: CommandWithVerbs): string =>
  [
    ...verbs.map(({ usage, summary }) => `ers-sandbox ${name} ${usage}\n    ${summary}`),
    '',
    optionHelp,
    '  --json               print what the control API answers',
    CONTROL_HELP,
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n')

/** Makes a command of verbs, each of which talks to a running sandbox. */
export function commandOf(command: CommandWithVerbs): Command {
  const { name, verbs, usually } = command
  const isNamed = (word: string | undefined): boolean => word !== undefined && !word.startsWith('-')
  const run = async (args: readonly string[]): Promise<number> => {
    const [word, ...rest] = usually && !isNamed(args[0]) ? [usually, ...args] : args
    const verb = verbs.find((one) => one.name === word)
    if (!verb)
      throw new UsageError(
        `say what to do: ers-sandbox ${name} ${verbs.map((one) => one.name).join('|')}; see ers-sandbox ${name} --help`,
      )
    const asked = given(name, verb, rest)
    try {
      const { json, text, code = 0 } = await verb.run(asked)
      process.stdout.write(`${asked.json ? JSON.stringify(json, null, 2) : text}\n`)
      return code
    } catch (error) {
      const message = error instanceof ControlError ? error.message : failureMessage(error)
      if (message === undefined) throw error
      process.stderr.write(`ers-sandbox: ${message}\n`)
      return 1
    }
  }
  return { name, summary: command.summary, help: helpOf(command), verbs, run }
}

/** Rows as columns of even width; a row may end early. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
