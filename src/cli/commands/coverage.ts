import { writeFileSync } from 'node:fs'
import { control, controlBytes } from '../control.js'
import { columns, commandOf, type Verb } from '../verbs.js'

interface Covered {
  readonly service: string
  readonly operation: string
  readonly title: string
  readonly calls: number
  readonly statuses: Readonly<Record<string, number>>
  readonly roles: Readonly<Record<string, number>>
  readonly refusals?: { readonly met: readonly string[]; readonly notMet: readonly string[] }
}

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}:${count}`)
    .join(' ')

const refusalsText = ({ refusals }: Covered): string =>
  refusals ? `${refusals.met.length}/${refusals.met.length + refusals.notMet.length} refusals` : ''

const row = (one: Covered): string[] => [
  one.service,
  one.operation,
  String(one.calls),
  listed(one.statuses),
  listed(one.roles),
  refusalsText(one),
  one.title,
]

function text(all: readonly Covered[], wholly: boolean): string {
  const used = all.filter(({ calls }) => calls > 0)
  const shown = wholly ? all : used
  const summary = `${used.length} of ${all.length} operations were called`
  return shown.length > 0 ? `${columns(shown.map(row))}\n${summary}` : summary
}

const VERBS: readonly Verb[] = [
  {
    name: 'show',
    usage: '[show] [--all] [--html FILE]',
    summary: 'which operations the software under test called, as whom, with what outcome',
    words: 0,
    options: { all: { type: 'boolean' }, html: { type: 'string' } },
    async run(given) {
      const json = await control<Covered[]>(given.where, 'GET', '/coverage')
      const file = given.text('html')
      if (file === undefined) return { json, text: text(json, given.flag('all')) }
      writeFileSync(file, await controlBytes(given.where, 'GET', '/coverage.html'))
      return { json, text: `${file} is written` }
    },
  },
  {
    name: 'clear',
    usage: 'clear',
    summary: 'begin to count anew',
    words: 0,
    async run({ where }) {
      await control(where, 'DELETE', '/coverage')
      return { json: null, text: 'nothing is counted yet' }
    },
  },
]

/** `ers-sandbox coverage`: what the software under test has used. */
export const coverage = commandOf({
  name: 'coverage',
  summary: 'which operations, roles and refusals your software has exercised',
  verbs: VERBS,
  usually: 'show',
  optionHelp: [
    '  --all                also the operations that were not called',
    '  --html FILE          write a page to keep as evidence',
  ].join('\n'),
  examples: ['ers-sandbox coverage', 'ers-sandbox coverage --html evidence.html'],
})
