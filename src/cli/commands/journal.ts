import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { control } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

interface Exchange {
  readonly id: number
  readonly at: string
  readonly direction: string
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly findings: readonly { rule: string; message: string; source: string }[]
}

interface Body {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

interface Whole extends Exchange {
  readonly request: Body
  readonly answer: Body
}

interface Miss {
  readonly exchange: Exchange
  readonly differences: readonly { criterion: string; wanted: string; found: string }[]
}

interface Verdict {
  readonly holds?: boolean
  readonly arrived?: boolean
  readonly count?: number
  readonly exchanges: readonly Exchange[]
  readonly nearMisses: readonly Miss[]
}

const text = { type: 'string' } as const
const CRITERIA = {
  direction: text,
  service: text,
  operation: text,
  method: text,
  path: text,
  status: text,
  caller: text,
  body: text,
  answer: text,
  header: text,
  rule: text,
} as const

const said = (given: Given): [string, string][] =>
  Object.keys(CRITERIA).flatMap((name): [string, string][] => {
    const value = given.text(name)
    return value === undefined ? [] : [[name, value]]
  })

const query = (given: Given, more: Record<string, string> = {}): string =>
  `?${new URLSearchParams([...said(given), ...Object.entries(more)])}`

const criteria = (given: Given): object => ({
  ...Object.fromEntries(said(given)),
  status: given.number('status'),
})

const row = (one: Exchange): string[] => [
  String(one.id),
  one.at.slice(0, 19),
  String(one.status || '---'),
  one.direction === 'OUT' ? 'sent' : '',
  one.method,
  one.operation || '-',
  one.path,
]

const findings = ({ findings: all }: Exchange): string[] =>
  all.map(({ message, source }) => `    ! ${message} (${source})`)

const lines = (all: readonly Exchange[]): string => {
  const rows = columns(all.map(row)).split('\n')
  return all.flatMap((one, at) => [rows[at] ?? '', ...findings(one)]).join('\n')
}

const side = ({ headers, body }: Body): string =>
  [...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n')

const missLine = ({ exchange, differences }: Miss): string =>
  `  near: ${row(exchange).join(' ')}; ${differences
    .map(({ criterion, wanted, found }) => `${criterion} is ${found}, not ${wanted}`)
    .join('; ')}`

const verdictText = (verdict: Verdict): string =>
  [
    verdict.count === undefined
      ? verdict.arrived
        ? 'they have come'
        : 'they have not come'
      : `${verdict.count} found: ${verdict.holds ? 'as expected' : 'not as expected'}`,
    ...verdict.nearMisses.map(missLine),
  ].join('\n')

async function follow(given: Given): Promise<never> {
  let after = 0
  for (;;) {
    const found = await control<Exchange[]>(
      given.where,
      'GET',
      `/journal${query(given, { after: String(after), limit: '1000' })}`,
    )
    after = found.at(-1)?.id ?? after
    if (found.length > 0) process.stdout.write(`${lines(found)}\n`)
    await pause(500)
  }
}

const COUNTS = { exactly: text, 'at-least': text, 'at-most': text } as const

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: '[list] [CRITERIA] [--limit N] [--follow]',
    summary: 'exchanges, oldest first, with what the client should mend',
    words: 0,
    options: { ...CRITERIA, limit: text, follow: { type: 'boolean' } },
    async run(given) {
      if (given.flag('follow')) return follow(given)
      const limit = given.text('limit') ?? '100'
      const json = await control<Exchange[]>(
        given.where,
        'GET',
        `/journal${query(given, { limit })}`,
      )
      return { json, text: json.length > 0 ? lines(json) : 'no exchanges' }
    },
  },
  {
    name: 'show',
    usage: 'show NUMBER',
    summary: 'one exchange, byte for byte',
    words: 1,
    async run(given) {
      const number = encodeURIComponent(given.word(0, 'NUMBER'))
      const json = await control<Whole>(given.where, 'GET', `/journal/${number}`)
      return {
        json,
        text: [lines([json]), '', side(json.request), '', side(json.answer)].join('\n'),
      }
    },
  },
  {
    name: 'verify',
    usage: 'verify [CRITERIA] [--exactly N | --at-least N | --at-most N]',
    summary: 'count exchanges; exit code 1 and what came near if the count is wrong',
    words: 0,
    options: { ...CRITERIA, ...COUNTS },
    async run(given) {
      const json = await control<Verdict>(given.where, 'POST', '/journal/verify', {
        criteria: criteria(given),
        exactly: given.number('exactly'),
        atLeast: given.number('at-least'),
        atMost: given.number('at-most'),
      })
      return { json, text: verdictText(json), code: json.holds ? 0 : 1 }
    },
  },
  {
    name: 'wait',
    usage: 'wait [CRITERIA] [--count N] [--timeout SECONDS]',
    summary: 'wait for exchanges; exit code 1 and what came near if they do not come',
    words: 0,
    options: { ...CRITERIA, count: text, timeout: text },
    async run(given) {
      const json = await control<Verdict>(given.where, 'POST', '/journal/wait', {
        criteria: criteria(given),
        count: given.number('count'),
        timeoutSeconds: given.number('timeout'),
      })
      return { json, text: verdictText(json), code: json.arrived ? 0 : 1 }
    },
  },
  {
    name: 'export',
    usage: 'export FILE [CRITERIA] [--mask]',
    summary: 'write exchanges as an HTTP Archive (HAR 1.2)',
    words: 1,
    options: { ...CRITERIA, mask: { type: 'boolean' } },
    async run(given) {
      const file = given.word(0, 'FILE')
      const mask = given.flag('mask') ? { mask: 'true' } : {}
      const json = await control<{ log: { entries: unknown[] } }>(
        given.where,
        'GET',
        `/journal.har${query(given, mask)}`,
      )
      writeFileSync(file, JSON.stringify(json, null, 2))
      return { json: { file }, text: `${file}: ${json.log.entries.length} exchanges` }
    },
  },
  {
    name: 'clear',
    usage: 'clear',
    summary: 'empty the journal',
    words: 0,
    async run({ where }) {
      await control(where, 'DELETE', '/journal')
      return { json: null, text: 'the journal is empty' }
    },
  },
]

/** `ers-sandbox journal`: lists, unless another verb is named. */
export const journal = commandOf({
  name: 'journal',
  summary: 'what was asked and answered: list, show, verify, wait, export',
  verbs: VERBS,
  usually: 'list',
  optionHelp: [
    '  CRITERIA             --operation A011, --status 201, --path "*/Patient/9*", --method POST,',
    '                       --service ers, --caller ID, --body TEXT, --answer TEXT,',
    '                       --header "Name: value", --rule RULE, --direction IN|OUT',
    '  --mask               hide NHS numbers, tokens and secrets',
  ].join('\n'),
  examples: [
    'ers-sandbox journal --follow',
    'ers-sandbox journal verify --operation A011 --status 201 --exactly 1',
    'ers-sandbox journal export run.har --mask',
  ],
})
