import { control } from './control.js'
import { commandOf, type Verb } from './verbs.js'

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

const VERBS: readonly Verb[] = [
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
  examples: ['ers-sandbox findings', 'ers-sandbox findings --fail --world my-test'],
})
