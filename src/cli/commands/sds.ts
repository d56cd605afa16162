import { control, DEFAULT_URL } from '../control.js'
import { columns, commandOf, type Given, type Verb } from '../verbs.js'

/** A system as the control API shows one. */
interface System {
  readonly asid: string
  readonly odsCode: string
  readonly partyKey: string
  readonly interactions: readonly string[]
  readonly manufacturer?: string
  readonly description?: string
}

interface Endpoint {
  readonly cpaId: string
  readonly interaction: string
  readonly addresses: readonly string[]
}

interface Described {
  readonly system: System
  readonly endpoints: readonly Endpoint[]
  readonly warnings: readonly string[]
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const

const OPTIONS = {
  organisation: text,
  asid: text,
  'party-key': text,
  preset: text,
  interaction: texts,
  endpoint: text,
  receives: texts,
  manufacturer: text,
  description: text,
} as const

/** The options as the control API takes them; what was not said is left out by JSON. */
const bodyOf = (given: Given): object => ({
  odsCode: given.text('organisation'),
  asid: given.text('asid'),
  partyKey: given.text('party-key'),
  preset: given.text('preset')?.toUpperCase(),
  interactions: given.texts('interaction'),
  address: given.text('endpoint'),
  receives: given.texts('receives'),
  manufacturer: given.text('manufacturer'),
  description: given.text('description'),
})

const baseOf = ({ where }: Given): string =>
  (where.url ?? process.env.ERS_SANDBOX_URL ?? DEFAULT_URL) +
  (where.world === undefined ? '' : `/worlds/${where.world}`)

/** What a supplier enters in their own software so that it is the system that was registered. */
const describe = (given: Given, { system, endpoints, warnings }: Described): string =>
  [
    columns([
      ['ASID', system.asid],
      ['party key', system.partyKey],
      ['organisation', system.odsCode],
      ...(system.description ? [['description', system.description]] : []),
      ['SDS FHIR API', `${baseOf(given)}/spine-directory/FHIR/R4`],
      ...system.interactions.map((one, at) => [at === 0 ? 'may use' : '', one]),
    ]),
    ...(endpoints.length > 0
      ? [
          '',
          'receives (CPA id, interaction, address):',
          columns(
            endpoints.map(({ cpaId, interaction, addresses }) => [
              cpaId,
              interaction,
              addresses.join(' '),
            ]),
          ),
        ]
      : []),
    ...warnings.map((warning) => `note: ${warning}`),
  ].join('\n')

const pathOf = (given: Given): string => `/sds/systems/${encodeURIComponent(given.word(0, 'ASID'))}`

const described = (given: Given, json: Described) => ({ json, text: describe(given, json) })

const query = (given: Given): string => {
  const asked = new URLSearchParams()
  for (const [name, option] of [
    ['odsCode', 'organisation'],
    ['partyKey', 'party-key'],
    ['interaction', 'interaction'],
  ] as const) {
    const value = given.text(option)
    if (value !== undefined) asked.set(name, value)
  }
  return asked.size > 0 ? `?${asked}` : ''
}

const VERBS: readonly Verb[] = [
  {
    name: 'list',
    usage: 'list [options]',
    summary: 'the accredited systems: ASID, organisation, party key',
    words: 0,
    options: { organisation: text, 'party-key': text, interaction: text },
    async run(given) {
      const json = await control<System[]>(given.where, 'GET', `/sds/systems${query(given)}`)
      const rows = json.map((one) => [
        one.asid,
        one.odsCode,
        one.partyKey,
        `${one.interactions.length} interactions`,
        one.description ?? '',
      ])
      return { json, text: rows.length > 0 ? columns(rows) : 'no systems' }
    },
  },
  {
    name: 'show',
    usage: 'show ASID',
    summary: 'one of them, with what it receives',
    words: 1,
    run: async (given) =>
      described(given, await control<Described>(given.where, 'GET', pathOf(given))),
  },
  {
    name: 'add-system',
    usage: 'add-system --organisation ODS [options]',
    summary: 'registers a system; ASID, party key and CPA ids are made where they are not given',
    words: 0,
    options: OPTIONS,
    run: async (given) =>
      described(
        given,
        await control<Described>(given.where, 'POST', '/sds/systems', bodyOf(given)),
      ),
  },
  {
    name: 'remove',
    usage: 'remove ASID [--keep-endpoints]',
    summary: 'removes a system, with its endpoints unless another system uses the party key',
    words: 1,
    options: { 'keep-endpoints': { type: 'boolean' } },
    async run(given) {
      const keep = given.flag('keep-endpoints') ? '?endpoints=keep' : ''
      const json = await control<Described>(given.where, 'DELETE', pathOf(given) + keep)
      const count = json.endpoints.length
      return {
        json,
        text: `removed ${json.system.asid} and ${count} endpoint${count === 1 ? '' : 's'}`,
      }
    },
  },
]

/** `ers-sandbox sds`: accredited systems in the directory of a running sandbox. */
export const sds = commandOf({
  name: 'sds',
  summary: 'list, show, add and remove accredited systems of the directory',
  verbs: VERBS,
  optionHelp: `  --organisation ODS   the organisation that the system works for
  --asid ASID          12 digits (made if absent)
  --party-key KEY      key of its messaging endpoint (made if absent)
  --preset KIND        what systems of a kind usually use: hospital or practice
  --interaction NAME   an interaction it may use, in full or as ebs:PRSC_IN080000UK07; may be repeated
  --endpoint URL       where it receives messages
  --receives NAME      an interaction received there; may be repeated (what e-RS sends it)
  --manufacturer ODS   who made it
  --description TEXT   what people call it`,
  examples: [
    'ers-sandbox sds add-system --organisation RZZ --preset hospital --endpoint https://localhost:8443/mhs',
    'ers-sandbox sds add-system --organisation Y99001 --preset practice',
    'ers-sandbox sds list --organisation RZZ',
    'ers-sandbox sds remove 999300000001',
  ],
})
