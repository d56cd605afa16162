import { control } from '../../robots/control.js'
import { settle } from '../../robots/hospital/system.js'
import { choice, duration, optional, text, usually, yesNo } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { NotAsExpected, type Stage } from '../play/stage.js'
import { step } from '../step.js'

interface Seen {
  readonly id: number
  readonly action: string
  readonly from: string
  readonly to: string
  readonly state: string
  readonly reason: string | null
}

interface Wanted {
  readonly interaction?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly state?: string | undefined
  readonly contains?: string | undefined
}

const PAUSE = 100

const fits = ({ interaction, from, to, state }: Wanted, seen: Seen): boolean =>
  (interaction === undefined || seen.action.startsWith(interaction)) &&
  (from === undefined || seen.from === from) &&
  (to === undefined || seen.to === to) &&
  (state === undefined || seen.state === state)

/** Whether the bytes of a message hold some words. */
async function holds(stage: Stage, { id }: Seen, words: string | undefined): Promise<boolean> {
  if (words === undefined) return true
  const { body } = await control<{ body: string }>(stage.line, 'GET', `/messages/${id}`)
  return Buffer.from(body, 'latin1').toString('utf8').includes(words)
}

/** The newest message that fits. */
async function find(stage: Stage, wanted: Wanted): Promise<Seen | undefined> {
  const all = await control<readonly Seen[]>(stage.line, 'GET', '/messages?limit=1000')
  for (const seen of all.filter((one) => fits(wanted, one)).reverse())
    if (await holds(stage, seen, wanted.contains)) return seen
  return undefined
}

const inWords = ({ interaction, from, to, state, contains }: Wanted): string =>
  [
    interaction ?? 'a message',
    from && `from ${from}`,
    to && `to ${to}`,
    state && `that is ${wordsOf(state)}`,
    contains && `with '${contains}' in it`,
  ]
    .filter(Boolean)
    .join(' ')

const lastOnes = async (stage: Stage): Promise<string> => {
  const all = await control<readonly Seen[]>(stage.line, 'GET', '/messages?limit=5')
  const words = all.map(({ action, state, reason }) =>
    [action, wordsOf(state), reason && `(${reason})`].filter(Boolean).join(' '),
  )
  return words.join(', ') || 'no message at all'
}

export const expectMessage = step({
  name: 'expect message',
  does: 'The Spine has carried an HL7 message, or has not: the newest one that fits.',
  example: 'expect message: { interaction: PRSC_IN080000, state: acknowledged }',
  fields: {
    interaction: optional(text('its interaction id, or the beginning of it', 40)),
    from: optional(text('party key of the sender', 40)),
    to: optional(text('party key of the receiver', 40)),
    state: optional(
      choice('what became of it', ['ACCEPTED', 'DELIVERED', 'ACKNOWLEDGED', 'FAILED', 'EXPIRED']),
    ),
    contains: optional(text('words that are in it', 400)),
    there: usually(yesNo('whether it must be there, or must not'), 'yes'),
    within: usually(duration('how long to wait for it, in real time'), '10 seconds'),
  },
  conflict: (given) =>
    ['interaction', 'from', 'to', 'state', 'contains'].some((name) => given.has(name))
      ? undefined
      : "needs which message: 'interaction', 'from', 'to', 'state' or 'contains'",
  saves: {
    kind: 'value',
    byDefault: 'message',
    members: { id: 'its number at the Spine', interaction: 'its interaction id' },
  },
  sentence: ({ there, interaction, from, to, state, contains }) =>
    `The Spine ${there ? 'must' : 'must not'} have carried ${inWords({ interaction, from, to, state, contains })}.`,
  async play({ there, within, interaction, from, to, state, contains }, stage) {
    const wanted = { interaction, from, to, state, contains }
    for (let waited = 0; waited <= (there ? within : 0); waited += PAUSE) {
      await settle(stage.line)
      const found = await find(stage, wanted)
      if (found && !there)
        throw new NotAsExpected(`no message: ${inWords(wanted)}`, `message ${found.id}`)
      if (found) return { id: String(found.id), interaction: found.action }
      if (there && !(await stage.sleep(PAUSE))) return undefined
    }
    if (!there) return undefined
    throw new NotAsExpected(inWords(wanted), await lastOnes(stage))
  },
})
