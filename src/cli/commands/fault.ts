import { UsageError } from '../command.js'
import { control } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

interface Fault {
  readonly id: string
  readonly service?: string
  readonly operation?: string
  readonly party?: string
  readonly effect: Readonly<Record<string, unknown>>
  readonly seen: number
  readonly struck: number
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

const WHERE = {
  service: text,
  operation: text,
  party: text,
  nth: text,
  probability: text,
  times: text,
  until: text,
} as const

const EFFECTS = {
  fail: text,
  answer: text,
  body: text,
  delay: text,
  slow: text,
  drop: flag,
  'lose-answer': flag,
  cut: flag,
  duplicate: flag,
} as const

const whole = (value: string, option: string): number => {
  if (!/^\d+$/.test(value))
    throw new UsageError(`--${option} is a number; see ers-sandbox fault --help`)
  return Number(value)
}

function delayOf(value: string): object {
  const [milliseconds = '', upTo] = value.split('-')
  return {
    kind: 'DELAY',
    milliseconds: whole(milliseconds, 'delay'),
    ...(upTo !== undefined && { upTo: whole(upTo, 'delay') }),
  }
}

/** How each option of an effect is said to the control API. */
const READ: Readonly<Record<string, (given: Given) => object>> = {
  fail: (given) => ({ kind: 'FAIL', failure: given.text('fail') }),
  answer: (given) => ({
    kind: 'ANSWER',
    status: whole(given.text('answer') ?? '', 'answer'),
    body: given.text('body'),
  }),
  delay: (given) => delayOf(given.text('delay') ?? ''),
  slow: (given) => ({ kind: 'SLOW_BODY', milliseconds: whole(given.text('slow') ?? '', 'slow') }),
  drop: () => ({ kind: 'DROP' }),
  'lose-answer': () => ({ kind: 'LOSE_ANSWER' }),
  cut: () => ({ kind: 'CUT_BODY' }),
  duplicate: () => ({ kind: 'DUPLICATE' }),
}

function effectOf(given: Given): object {
  const said = Object.keys(READ).filter((name) => given.text(name) !== undefined)
  const [name, ...more] = said
  if (name === undefined || more.length > 0)
    throw new UsageError(
      `say one effect: --${Object.keys(READ).join(', --')}; see ers-sandbox fault --help`,
    )
  return (READ[name] as (given: Given) => object)(given)
}

const probabilityOf = (given: Given): number | undefined => {
  const value = given.text('probability')
  if (value === undefined) return undefined
  if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(value))
    throw new UsageError('--probability is a number from 0 to 1; see ers-sandbox fault --help')
  return Number(value)
}

const bodyOf = (given: Given): object => ({
  service: given.text('service'),
  operation: given.text('operation'),
  party: given.text('party'),
  nth: given.number('nth'),
  probability: probabilityOf(given),
  times: given.number('times'),
  until: given.text('until'),
  effect: effectOf(given),
})

const row = ({ id, service, operation, party, effect, seen, struck }: Fault): string[] => [
  id,
  [service, operation, party].filter(Boolean).join(' ') || 'everything',
  Object.values(effect).join(' '),
  `met ${seen}, struck ${struck}`,
]

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: '[list]',
    summary: 'the faults of the world, and how often they struck',
    words: 0,
    async run({ where }) {
      const json = await control<Fault[]>(where, 'GET', '/faults')
      return { json, text: json.length > 0 ? columns(json.map(row)) : 'nothing is broken' }
    },
  },
  {
    name: 'add',
    usage: 'add [WHERE] EFFECT',
    summary: 'break something on purpose',
    words: 0,
    options: { ...WHERE, ...EFFECTS },
    async run(given) {
      const json = await control<Fault>(given.where, 'POST', '/faults', bodyOf(given))
      return { json, text: columns([row(json)]) }
    },
  },
  {
    name: 'remove',
    usage: 'remove [ID]',
    summary: 'mend one, or all',
    words: 1,
    async run(given) {
      const [id] = given.words
      await control(
        given.where,
        'DELETE',
        id === undefined ? '/faults' : `/faults/${encodeURIComponent(id)}`,
      )
      return { json: null, text: 'mended' }
    },
  },
  {
    name: 'failures',
    usage: 'failures',
    summary: 'the failures that each service documents, for --fail',
    words: 0,
    async run({ where }) {
      const json = await control<Record<string, string[]>>(where, 'GET', '/failures')
      const rows = Object.entries(json).map(([service, names]) => [service, names.join(' ')])
      return { json, text: columns(rows) }
    },
  },
]

/** `ers-sandbox fault`: trouble on purpose. */
export const fault = commandOf({
  name: 'fault',
  summary: 'break something on purpose, and mend it',
  verbs: VERBS,
  usually: 'list',
  optionHelp: [
    '  WHERE                --service NAME, --operation A016 or an interaction, --party KEY (deliveries)',
    '                       --nth N, --probability 0.1, --times N, --until MOMENT',
    '  EFFECT               --fail NAME, --answer STATUS [--body TEXT], --delay MS or MS-MS, --slow MS,',
    '                       --drop, --lose-answer, --cut, --duplicate (deliveries)',
  ].join('\n'),
  examples: [
    'ers-sandbox fault add --operation A016 --nth 1 --lose-answer',
    'ers-sandbox fault add --service pds --fail TOO_MANY_REQUESTS --probability 0.2',
    'ers-sandbox fault remove',
  ],
})
