import { readFileSync, writeFileSync } from 'node:fs'
import { UsageError } from '../command.js'
import { control, controlBytes } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

interface Snapshot {
  readonly name: string
  readonly world: string
  readonly at: string
  readonly bytes: number
}

const row = ({ name, world, at, bytes }: Snapshot): string[] => [
  name,
  world,
  at,
  `${Math.ceil(bytes / 1024)} kB`,
]
const shown = (json: Snapshot) => ({ json, text: columns([row(json)]) })
const pathOf = (given: Given): string => `/snapshots/${encodeURIComponent(given.word(0, 'NAME'))}`

function reading<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new UsageError(`'${file}': ${(error as Error).message}`)
  }
}

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: 'list',
    summary: 'the snapshots: name, world, its moment, size',
    words: 0,
    async run({ where }) {
      const json = await control<Snapshot[]>(where, 'GET', '/snapshots')
      return { json, text: json.length > 0 ? columns(json.map(row)) : 'no snapshots yet' }
    },
  },
  {
    name: 'save',
    usage: 'save NAME',
    summary: 'keep the world as it is',
    words: 1,
    run: async (given) =>
      shown(
        await control<Snapshot>(given.where, 'POST', '/snapshots', { name: given.word(0, 'NAME') }),
      ),
  },
  {
    name: 'restore',
    usage: 'restore NAME',
    summary: 'let the world go on from a snapshot',
    words: 1,
    async run(given) {
      const json = await control<{ name: string; now: string }>(
        given.where,
        'POST',
        `${pathOf(given)}/restore`,
      )
      return { json, text: `world ${json.name} is at ${json.now}` }
    },
  },
  {
    name: 'export',
    usage: 'export NAME FILE',
    summary: 'write a snapshot into a file',
    words: 2,
    async run(given) {
      const file = given.word(1, 'NAME FILE')
      const bytes = await controlBytes(given.where, 'GET', `${pathOf(given)}/file`)
      reading(file, () => writeFileSync(file, bytes))
      return { json: { file, bytes: bytes.length }, text: `${file}: ${bytes.length} bytes` }
    },
  },
  {
    name: 'import',
    usage: 'import NAME FILE',
    summary: 'take in a snapshot from a file',
    words: 2,
    async run(given) {
      const file = given.word(1, 'NAME FILE')
      const bytes = reading(file, () => readFileSync(file))
      const taken = await controlBytes(given.where, 'PUT', `${pathOf(given)}/file`, bytes)
      return shown(JSON.parse(taken.toString()))
    },
  },
  {
    name: 'delete',
    usage: 'delete NAME',
    summary: 'remove a snapshot',
    words: 1,
    async run(given) {
      await control(given.where, 'DELETE', pathOf(given))
      return { json: null, text: `${given.word(0, 'NAME')} is gone` }
    },
  },
]

/** `ers-sandbox snapshot`: worlds as they were. */
export const snapshot = commandOf({
  name: 'snapshot',
  summary: 'keep a world as it is, and go back to it',
  verbs: VERBS,
  optionHelp: '  Names are of lower-case letters, digits and hyphens.',
  examples: [
    'ers-sandbox snapshot save before-lunch',
    'ers-sandbox snapshot restore before-lunch',
    'ers-sandbox snapshot export before-lunch lunch.snapshot',
  ],
})
