import { control } from '../control.js'
import { readSpan } from '../time-spans.js'
import { commandOf, type Given, type Verb } from '../verbs.js'

interface Clock {
  readonly mode: string
  readonly now: string
  readonly idle?: boolean
}

const text = ({ now, mode, idle }: Clock): string =>
  [now, mode, idle === undefined ? '' : idle ? 'nothing is due any more' : 'more is due']
    .filter(Boolean)
    .join('  ')

const shown = (json: Clock) => ({ json, text: text(json) })

const set = (given: Given, body: object) => control<Clock>(given.where, 'PUT', '/clock', body)

/** A moment, or a span from now on. */
const target = (word: string): object => (/^\d{4}-/.test(word) ? { to: word } : readSpan(word))

const VERBS: readonly Verb[] = [
  {
    name: 'show',
    usage: 'show',
    summary: "the world's moment, and whether its clock runs",
    words: 0,
    run: async ({ where }) => shown(await control<Clock>(where, 'GET', '/clock')),
  },
  {
    name: 'freeze',
    usage: 'freeze [MOMENT]',
    summary: 'stop the clock, here or at a moment',
    words: 1,
    run: async (given) =>
      shown(await set(given, { mode: 'frozen', ...(given.words[0] && { at: given.words[0] }) })),
  },
  {
    name: 'run',
    usage: 'run [MOMENT]',
    summary: 'let the clock run: with real time, or from a moment on',
    words: 1,
    run: async (given) =>
      shown(await set(given, { mode: 'real', ...(given.words[0] && { at: given.words[0] }) })),
  },
  {
    name: 'advance',
    usage: 'advance SPAN|MOMENT',
    summary: 'move the clock forward; what is due on the way happens at its moment',
    words: 1,
    run: async (given) =>
      shown(
        await control<Clock>(
          given.where,
          'POST',
          '/clock/advance',
          target(given.word(0, 'SPAN|MOMENT')),
        ),
      ),
  },
  {
    name: 'idle',
    usage: 'idle',
    summary: 'move the clock until nothing is due but what comes again for ever',
    words: 0,
    run: async ({ where }) => shown(await control<Clock>(where, 'POST', '/clock/idle', {})),
  },
]

/** `ers-sandbox clock`: the time of a world. */
export const clock = commandOf({
  name: 'clock',
  summary: "read, stop, run and move a world's clock",
  verbs: VERBS,
  optionHelp: '  SPAN                 such as 90s, 2h30m or 14d',
  examples: [
    'ers-sandbox clock freeze 2026-06-01T09:00:00Z',
    'ers-sandbox clock advance 14d --world demo',
  ],
})
