import { setTimeout as pause } from 'node:timers/promises'
import { control, type Whereabouts } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

interface Message {
  readonly id: number
  readonly accepted: string
  readonly action: string
  readonly from: string
  readonly to: string
  readonly state: string
  readonly reason: string | null
  readonly attempts: readonly { number: number; at: string; outcome: string }[]
}

interface WholeMessage extends Message {
  readonly contentType: string
  readonly body: string
}

interface MessageEvent {
  readonly id: number
  readonly at: string
  readonly kind: string
  readonly detail: Readonly<Record<string, string>>
}

const text = { type: 'string' } as const
const FILTERS = { state: text, party: text, conversation: text, action: text } as const

function query(given: Given): string {
  const asked = new URLSearchParams()
  for (const name of Object.keys(FILTERS)) {
    const value = given.text(name)
    if (value !== undefined) asked.set(name, name === 'state' ? value.toUpperCase() : value)
  }
  return asked.size > 0 ? `?${asked}` : ''
}

const row = ({ id, accepted, action, from, to, state, attempts, reason }: Message): string[] => [
  String(id),
  accepted.slice(0, 19),
  action,
  `${from} > ${to}`,
  state,
  `${attempts.length}x`,
  reason ?? '',
]

const line = ({ at, detail }: MessageEvent): string =>
  `${at.slice(0, 19)}  ${detail.state?.padEnd(12)}  ${detail.interaction}  ${detail.from} > ${detail.to}  ${detail.reason}`

const MORE = 1000

const eventsAfter = (where: Whereabouts, after: number): Promise<MessageEvent[]> =>
  control(where, 'GET', `/events?after=${after}&limit=${MORE}`)

/** The number of the newest event. */
async function lastEvent(where: Whereabouts): Promise<number> {
  let last = 0
  for (;;) {
    const found = await eventsAfter(where, last)
    last = found.at(-1)?.id ?? last
    if (found.length < MORE) return last
  }
}

/** Prints what happens to messages until the sandbox ends. */
async function follow(given: Given): Promise<never> {
  let last = await lastEvent(given.where)
  for (;;) {
    for (const event of await eventsAfter(given.where, last)) {
      last = event.id
      if (event.kind === 'message') process.stdout.write(`${line(event)}\n`)
    }
    await pause(500)
  }
}

const attemptsText = ({ attempts }: Message): string =>
  attempts.map(({ number, at, outcome }) => `  attempt ${number} at ${at}: ${outcome}`).join('\n')

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: '[list] [--state STATE] [--party KEY] [--conversation ID] [--action ID] [--follow]',
    summary: 'messages of the Spine with their state and attempts; --follow prints what happens',
    words: 0,
    options: { ...FILTERS, follow: { type: 'boolean' } },
    async run(given) {
      if (given.flag('follow')) return follow(given)
      const json = await control<Message[]>(given.where, 'GET', `/messages${query(given)}`)
      return { json, text: json.length > 0 ? columns(json.map(row)) : 'no messages yet' }
    },
  },
  {
    name: 'show',
    usage: 'show NUMBER',
    summary: 'one message: its attempts and its bytes',
    words: 1,
    async run(given) {
      const number = encodeURIComponent(given.word(0, 'NUMBER'))
      const json = await control<WholeMessage>(given.where, 'GET', `/messages/${number}`)
      const head = columns([row(json)])
      const body = Buffer.from(json.body, 'latin1').toString()
      return {
        json,
        text: [head, attemptsText(json), `Content-Type: ${json.contentType}`, '', body].join('\n'),
      }
    },
  },
]

/** `ers-sandbox messages`: lists, unless another verb is named. */
export const messages = commandOf({
  name: 'messages',
  summary: 'the ebXML messages that the Spine took and sent: state, attempts, bytes',
  verbs: VERBS,
  usually: 'list',
  optionHelp: [
    '  --state STATE        accepted, delivered, acknowledged, failed or expired',
    '  --party KEY          from or to this party',
    '  --conversation ID    of one conversation',
    '  --action ID          interaction id, or the kind of a signal',
    '  --follow             print what happens to messages from now on',
  ].join('\n'),
  examples: [
    'ers-sandbox messages --follow',
    'ers-sandbox messages --state failed',
    'ers-sandbox messages show 12',
  ],
})
