import { control } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'
import { ROLE_OPTIONS, roleBody } from './role.js'

/** A test user as the control API shows one. */
interface Shown {
  readonly username: string
  readonly name: string
  readonly provider: string
  readonly userId?: string
  readonly nhsNumber?: string
  readonly authenticationAssurance?: number
  readonly identityAssurance?: number
  readonly proofing?: string
  readonly vectorOfTrust?: string
  readonly amr?: string
  readonly selectedRole?: string
  readonly organisations: readonly {
    readonly odsCode: string
    readonly businessFunctions: readonly string[]
  }[]
}

const text = { type: 'string' } as const

const LEVEL_OPTIONS = {
  aal: text,
  amr: text,
  'selected-role': text,
  'no-selected-role': { type: 'boolean' },
  proofing: text,
  vector: text,
} as const

const ADD_OPTIONS = {
  ...LEVEL_OPTIONS,
  ...ROLE_OPTIONS,
  username: text,
  'user-id': text,
  'nhs-number': text,
  given: text,
  family: text,
  title: text,
  ial: text,
} as const

const levelOf = (given: Given): object => ({
  aal: given.number('aal'),
  amr: given.text('amr'),
  selectedRole: given.flag('no-selected-role') ? null : given.text('selected-role'),
  proofing: given.text('proofing'),
  vectorOfTrust: given.text('vector'),
})

/** The new person that names and roles describe, if any do. */
function personOf(given: Given): object | undefined {
  const [first, family] = [given.text('given'), given.text('family')]
  if (first === undefined && family === undefined) return undefined
  return {
    given: first,
    family,
    title: given.text('title'),
    identityAssurance: given.number('ial'),
    roles: given.text('organisation') === undefined ? [] : [roleBody(given)],
  }
}

function bodyOf(given: Given): object {
  const nhsNumber = given.text('nhs-number')
  const who =
    nhsNumber === undefined
      ? { userId: given.text('user-id'), person: personOf(given) }
      : { provider: 'nhs-login', nhsNumber }
  return { username: given.text('username'), ...who, ...levelOf(given) }
}

const levelText = (one: Shown): string =>
  one.provider === 'nhs-login'
    ? `${one.proofing} (${one.vectorOfTrust})`
    : `AAL${one.authenticationAssurance} (${one.amr}), identity assurance ${one.identityAssurance}`

const describe = (one: Shown): string =>
  columns([
    ['user name', one.username],
    ['name', one.name],
    ['provider', one.provider],
    ['level', levelText(one)],
    ...(one.selectedRole === undefined ? [] : [['chosen role', one.selectedRole]]),
    ...one.organisations.map(({ odsCode, businessFunctions }, at) => [
      at === 0 ? 'roles' : '',
      `${odsCode} ${businessFunctions.join(', ')}`,
    ]),
  ])

const shown = (json: Shown) => ({ json, text: describe(json) })
const pathOf = (given: Given): string => `/users/${encodeURIComponent(given.word(0, 'USER-NAME'))}`

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: 'list',
    summary: 'everyone who can log in',
    words: 0,
    async run({ where }) {
      const json = await control<Shown[]>(where, 'GET', '/users')
      return { json, text: columns(json.map((one) => [one.username, levelText(one), one.name])) }
    },
  },
  {
    name: 'show',
    usage: 'show USER-NAME',
    summary: 'one of them, with what they may do where',
    words: 1,
    run: async (given) => shown(await control<Shown>(given.where, 'GET', pathOf(given))),
  },
  {
    name: 'add',
    usage: 'add [options]',
    summary: 'adds a healthcare worker (new, or one of the directory) or a patient',
    words: 0,
    options: ADD_OPTIONS,
    run: async (given) => shown(await control<Shown>(given.where, 'POST', '/users', bodyOf(given))),
  },
  {
    name: 'change',
    usage: 'change USER-NAME [options]',
    summary: 'changes how they log in; it counts on the next call of their tokens',
    words: 1,
    options: LEVEL_OPTIONS,
    run: async (given) =>
      shown(await control<Shown>(given.where, 'PATCH', pathOf(given), levelOf(given))),
  },
  {
    name: 'log-out',
    usage: 'log-out USER-NAME',
    summary:
      'ends their sessions, as when the smartcard is pulled: the tokens of combined logins end',
    words: 1,
    async run(given) {
      const path = `${pathOf(given)}/sessions`
      const json = await control<{ ended: number }>(given.where, 'DELETE', path)
      return { json, text: `${json.ended} session${json.ended === 1 ? '' : 's'} ended` }
    },
  },
  {
    name: 'remove',
    usage: 'remove USER-NAME',
    summary: 'removes the login; its tokens are invalid from then on',
    words: 1,
    async run(given) {
      const path = pathOf(given)
      await control(given.where, 'DELETE', path)
      return { json: { removed: given.word(0, '') }, text: `removed ${given.word(0, '')}` }
    },
  },
]

/** `ers-sandbox user`: test users of a running sandbox. */
export const user = commandOf({
  name: 'user',
  summary: 'list, show, add, change, log out and remove test users of a running sandbox',
  verbs: VERBS,
  optionHelp: `  --username NAME      what they type at the login page (their user id or NHS number)
  --user-id ID         SDS user id: of somebody in the directory, or of the new person
  --given, --family, --title   name of a new person
  --ial LEVEL          identity assurance of the new person, 0 to 3 (3)
  --organisation ODS   where the new person works,
  --function FUNCTION  with which e-RS business function; may be repeated,
  --activity CODE      with which activity, B1101; may be repeated,
  --job-role CODE      and in which job role (R8000)
  --nhs-number NUMBER  a patient of NHS login
  --aal LEVEL          authentication assurance, 1 to 3 (3)
  --amr METHOD         how they log in (N3_SMARTCARD, or TOTP below AAL3)
  --selected-role ID   role profile chosen at login; --no-selected-role for none
  --proofing LEVEL     P0, P5 or P9 of a patient (P9)
  --vector VECTOR      vector of trust of a patient (P9.Cp.Cd)`,
  examples: [
    'ers-sandbox user add --given Ada --family Newcomer --organisation R69 --function REFERRING_CLINICIAN',
    'ers-sandbox user add --user-id 021600556514 --username at-home --aal 2',
    'ers-sandbox user add --nhs-number 9000000009 --proofing P5',
    'ers-sandbox user change 021600556514 --aal 2',
  ],
})
