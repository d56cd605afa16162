import { control } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

interface World {
  readonly name: string
  readonly now: string
  readonly clock: string
  readonly path: string
}

const text = { type: 'string' } as const
const START = { start: text, frozen: { type: 'boolean' }, patients: text } as const

const startOf = (given: Given): object => ({
  start: given.text('start'),
  frozen: given.flag('frozen') ? true : undefined,
  patients: given.number('patients'),
})

const row = ({ name, now, clock, path }: World): string[] => [name, now, clock, path]
const shown = (json: World) => ({ json, text: columns([row(json)]) })
const pathOf = (given: Given): string => `/worlds/${encodeURIComponent(given.word(0, 'NAME'))}`

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: 'list',
    summary: 'the worlds: name, moment, clock, path',
    words: 0,
    async run({ where }) {
      const json = await control<World[]>(where, 'GET', '/worlds')
      return { json, text: columns(json.map(row)) }
    },
  },
  {
    name: 'create',
    usage: 'create NAME [--start MOMENT] [--frozen] [--patients N] [--snapshot SNAPSHOT]',
    summary: 'make a world from the seed, or from a snapshot',
    words: 1,
    options: { ...START, snapshot: text },
    run: async (given) =>
      shown(
        await control<World>(given.where, 'POST', '/worlds', {
          name: given.word(0, 'NAME'),
          snapshot: given.text('snapshot'),
          ...startOf(given),
        }),
      ),
  },
  {
    name: 'copy',
    usage: 'copy NAME TO',
    summary: 'make a second world that goes on from where one is',
    words: 2,
    async run(given) {
      const body = { to: given.word(1, 'NAME TO') }
      return shown(await control<World>(given.where, 'POST', `${pathOf(given)}/copy`, body))
    },
  },
  {
    name: 'reset',
    usage: 'reset NAME [--start MOMENT] [--frozen] [--patients N]',
    summary: 'start a world anew from its seed',
    words: 1,
    options: START,
    run: async (given) =>
      shown(await control<World>(given.where, 'POST', `${pathOf(given)}/reset`, startOf(given))),
  },
  {
    name: 'delete',
    usage: 'delete NAME',
    summary: 'remove a world',
    words: 1,
    async run(given) {
      await control(given.where, 'DELETE', pathOf(given))
      return { json: null, text: `${given.word(0, 'NAME')} is gone` }
    },
  },
]

/** `ers-sandbox world`: the worlds of a running sandbox. */
export const world = commandOf({
  name: 'world',
  summary: 'list, make, copy, reset and delete worlds',
  verbs: VERBS,
  optionHelp: [
    '  --start MOMENT       where its clock starts: 2026-06-01T09:00:00Z',
    '  --frozen             its clock stands still',
    '  --patients N         synthetic patients on top of the seed',
    '  --snapshot NAME      go on from this snapshot',
  ].join('\n'),
  examples: [
    'ers-sandbox world create demo --start 2026-06-01T09:00:00Z --frozen',
    'ers-sandbox world copy demo before-lunch',
  ],
})
