import { readFileSync } from 'node:fs'
import { UsageError } from '../command.js'
import { control } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

/** An application as the control API shows it. */
interface Shown {
  readonly clientId: string
  readonly name: string
  readonly status: string
  readonly secret: string
  readonly callback: string
  readonly asid?: string
  readonly scopes: readonly string[]
  readonly jwksUrl?: string
  readonly keyId?: string
  readonly privateKey?: string
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const
const flag = { type: 'boolean' } as const

const OPTIONS = {
  name: text,
  'client-id': text,
  secret: text,
  callback: text,
  jwks: text,
  'jwks-url': text,
  'sandbox-key': flag,
  'no-keys': flag,
  product: texts,
  scope: texts,
  asid: text,
  'no-asid': flag,
  status: text,
  organisation: text,
  function: text,
  'user-id': text,
  allow: texts,
  'allow-all': flag,
  'flow-variables': text,
} as const

function readJson(source: string, what: string, read: () => string): unknown {
  try {
    return JSON.parse(read())
  } catch (error) {
    throw new UsageError(`${what} '${source}' cannot be read: ${(error as Error).message}`)
  }
}

function keysOf(given: Given): unknown {
  if (given.flag('no-keys')) return null
  if (given.flag('sandbox-key')) return 'SANDBOX'
  const file = given.text('jwks')
  return file && readJson(file, '--jwks', () => readFileSync(file, 'utf8'))
}

function restrictedOf(given: Given): object | undefined {
  const restricted = {
    odsCode: given.text('organisation'),
    businessFunction: given.text('function'),
    userId: given.text('user-id'),
  }
  return Object.values(restricted).some((value) => value !== undefined) ? restricted : undefined
}

/** The options as the control API takes them; what was not said is left out by JSON. */
function bodyOf(given: Given): object {
  const variables = given.text('flow-variables')
  return {
    name: given.text('name'),
    clientId: given.text('client-id'),
    secret: given.text('secret'),
    callback: given.text('callback'),
    keys: keysOf(given),
    jwksUrl: given.text('jwks-url'),
    products: given.texts('product'),
    scopes: given.texts('scope'),
    asid: given.flag('no-asid') ? null : given.text('asid'),
    status: given.text('status'),
    appRestricted: restrictedOf(given),
    allowedOrganisations: given.flag('allow-all') ? null : given.texts('allow'),
    flowVariables: variables && readJson(variables, '--flow-variables', () => variables),
  }
}

const describe = (one: Shown): string =>
  [
    columns([
      ['client id', one.clientId],
      ['name', one.name],
      ['status', one.status],
      ['secret', one.secret],
      ['callback', one.callback],
      ['ASID', one.asid ?? 'none'],
      ...one.scopes.map((scope, at) => [at === 0 ? 'scopes' : '', scope]),
      ...(one.jwksUrl ? [['key set', one.jwksUrl]] : []),
      ...(one.keyId ? [['key id', one.keyId]] : []),
    ]),
    ...(one.privateKey ? [one.privateKey.trimEnd()] : []),
  ].join('\n')

const shown = (json: Shown) => ({ json, text: describe(json) })
const pathOf = (given: Given): string =>
  `/applications/${encodeURIComponent(given.word(0, 'CLIENT-ID'))}`

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: 'list',
    summary: 'the applications that are registered',
    words: 0,
    async run({ where }) {
      const json = await control<Shown[]>(where, 'GET', '/applications')
      return { json, text: columns(json.map((one) => [one.clientId, one.status, one.name])) }
    },
  },
  {
    name: 'show',
    usage: 'show CLIENT-ID',
    summary: 'one of them, with its secret and key',
    words: 1,
    run: async (given) => shown(await control<Shown>(given.where, 'GET', pathOf(given))),
  },
  {
    name: 'add',
    usage: 'add NAME [options]',
    summary: 'registers one; id, secret, ASID, key and scopes are made where they are not given',
    words: 1,
    options: OPTIONS,
    async run(given) {
      const body = { ...bodyOf(given), name: given.word(0, 'NAME') }
      return shown(await control<Shown>(given.where, 'POST', '/applications', body))
    },
  },
  {
    name: 'change',
    usage: 'change CLIENT-ID [options]',
    summary: 'changes one; it counts on the next call of its tokens',
    words: 1,
    options: OPTIONS,
    run: async (given) =>
      shown(await control<Shown>(given.where, 'PATCH', pathOf(given), bodyOf(given))),
  },
  {
    name: 'remove',
    usage: 'remove CLIENT-ID',
    summary: 'removes one; its tokens are invalid from then on',
    words: 1,
    async run(given) {
      const path = pathOf(given)
      await control(given.where, 'DELETE', path)
      return { json: { removed: given.word(0, '') }, text: `removed ${given.word(0, '')}` }
    },
  },
]

/** `ers-sandbox app`: applications of a running sandbox. */
export const app = commandOf({
  name: 'app',
  summary: 'list, show, add, change and remove applications of a running sandbox',
  verbs: VERBS,
  optionHelp: `  --client-id ID       32 letters and digits
  --secret SECRET      16 letters and digits
  --callback URL       the one callback address (http://localhost:8080/callback)
  --jwks FILE          key set or list of public keys
  --jwks-url URL       address of the key set
  --sandbox-key        a key pair made by the sandbox (the default of add)
  --no-keys            no keys: signed assertions are refused
  --product API        API of which it gets every scope; may be repeated (e-RS and PDS)
  --scope SCOPE        one more scope; may be repeated
  --asid ASID          12 digits; --no-asid for none
  --status STATUS      approved, revoked, developer-inactive or company-inactive
  --organisation ODS   for whom it acts in application-restricted mode,
  --function FUNCTION  with which business function,
  --user-id ID         and as which user
  --allow ODS          organisation on its allow list; may be repeated; --allow-all for no list
  --flow-variables JSON  switches such as {"pds":{"app-restricted":{"update":true}}}
  --name NAME          another name (change)`,
  examples: [
    'ers-sandbox app add "My referral system" --callback https://localhost:3000/callback',
    'ers-sandbox app add Batch --jwks ./jwks.json --product e-referrals-service-api --organisation R69 --user-id 200000000099',
    'ers-sandbox app change SandboxDemoApplication0000000001 --status revoked',
    'ers-sandbox app list --json',
  ],
})
