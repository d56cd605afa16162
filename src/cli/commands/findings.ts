import { control } from '../control.js'
import { commandOf, type Verb } from '../verbs.js'

interface Group {
  readonly rule: string
  readonly source: string
  readonly count: number
  readonly messages: readonly string[]
  readonly exchanges: readonly number[]
}

const groupText = ({ rule, source, count, messages, exchanges }: Group): string =>
  [
    `${count}x ${rule} (${source}), exchanges ${exchanges.join(', ')}`,
    ...messages.map((message) => `    ${message}`),
  ].join('\n')

interface Rule {
  readonly rule: string
  readonly title: string
  readonly source: string
  readonly refusable: boolean
}

const VERBS: readonly Verb[] = [
  {
    name: 'rules',
    usage: 'rules',
    summary: 'what findings may be about, beside refusals; * marks what --strict can refuse',
    words: 0,
    async run({ where }) {
      const json = await control<Rule[]>(where, 'GET', '/rules')
      const text = json
        .map((one) => `${one.refusable ? '*' : ' '} ${one.rule.padEnd(38)} ${one.title}`)
        .join('\n')
      return { json, text }
    },
  },
  {
    name: 'list',
    usage: '[list] [--fail]',
    summary:
      'what clients of the world should mend, by rule; --fail: exit code 1 if there is anything',
    words: 0,
    options: { fail: { type: 'boolean' } },
    async run(given) {
      const json = await control<Group[]>(given.where, 'GET', '/findings')
      return {
        json,
        text: json.length > 0 ? json.map(groupText).join('\n') : 'no findings',
        code: given.flag('fail') && json.length > 0 ? 1 : 0,
      }
    },
  },
]

/** `ers-sandbox findings`: what clients should mend. */
export const findings = commandOf({
  name: 'findings',
  summary: 'what the clients of a world should mend',
  verbs: VERBS,
  usually: 'list',
  optionHelp: '  --fail               exit code 1 if there are findings',
  examples: [
    'ers-sandbox findings',
    'ers-sandbox findings rules',
    'ers-sandbox findings --fail --world my-test',
  ],
})
