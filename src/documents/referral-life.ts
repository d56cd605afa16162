import {
  REFERRAL_MACHINE,
  type ReferralAction,
} from '../services/ers/domain/referral/referral-machine.js'

type Row = readonly [action: ReferralAction, actor: string, from: string, to: string]

const short = (name: string): string => name.toLowerCase().replaceAll('_', ' ')

/** Every way through the table: an action, by whom, from a state to a state. */
const ways: readonly Row[] = (Object.keys(REFERRAL_MACHINE) as ReferralAction[]).flatMap(
  (action) => {
    const { by, to } = REFERRAL_MACHINE[action]
    return Object.entries(by).flatMap(([actor, states]) =>
      states.flatMap((from) =>
        (to === 'SAME' ? [from] : to).map((reached): Row => [action, actor, from, reached]),
      ),
    )
  },
)

/** Ways between two states, drawn once each; those that stay in a state stand in the table alone. */
function arrows(): string[] {
  const labels = new Map<string, Set<string>>()
  for (const [action, , from, to] of ways) {
    if (from === to) continue
    const key = `${from} --> ${to}`
    labels.set(key, (labels.get(key) ?? new Set()).add(short(action)))
  }
  return [...labels].map(([arrow, actions]) => `  ${arrow}: ${[...actions].join(', ')}`)
}

function rows(): string[] {
  return (Object.keys(REFERRAL_MACHINE) as ReferralAction[]).map((action) => {
    const { by, to, guards } = REFERRAL_MACHINE[action]
    const who = Object.entries(by)
      .map(([actor, states]) => `${short(actor)}: ${states.map(short).join(', ')}`)
      .join('; ')
    const not =
      guards
        .map(({ otherwise, only }) => (only ? `${short(only)}: ${otherwise}` : otherwise))
        .join('; ') || '-'
    return `| ${short(action)} | ${who} | ${to === 'SAME' ? 'the same' : to.map(short).join(', ')} | ${not} |`
  })
}

/** The life of a referral as a diagram and a table, from the data that the operations read. */
export const referralLifeDocument = (): string =>
  [
    '# The life of a referral',
    '',
    'Made from `src/services/ers/domain/referral/referral-machine.ts` by `npm run docs`; a test compares.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> NOT_BOOKED: create',
    ...arrows(),
    '```',
    '',
    '| action | who, from which states | to | refused while |',
    '|---|---|---|---|',
    ...rows(),
    '',
  ].join('\n')
