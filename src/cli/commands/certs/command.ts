import { KEY_KINDS, type KeyKind } from '../../../server/tls/key-kinds.js'
import { UsageError } from '../../command.js'
import { ControlError } from '../../control.js'
import { columns, commandOf, type Given, type Verb } from '../../verbs.js'
import { writeAuthority, writeIssued } from './files.js'
import { certificatesInFile, describe } from './show.js'
import { type Draft, sourceOf } from './source.js'

const text = { type: 'string' } as const
const WHERE = { data: text } as const
const WRITES = { ...WHERE, out: text } as const
const ISSUES = { ...WRITES, host: { type: 'string', multiple: true }, 'key-kind': text } as const

const DEFAULT_FOLDER = 'certs'

const folderOf = (given: Given): string => given.text('out') ?? DEFAULT_FOLDER

function kindOf(given: Given): KeyKind | undefined {
  const kind = given.text('key-kind')
  if (kind === undefined || KEY_KINDS.includes(kind as KeyKind)) return kind as KeyKind | undefined
  throw new UsageError(`--key-kind takes ${KEY_KINDS.join(' or ')}, not '${kind}'`)
}

const written = (paths: readonly string[]): string =>
  paths.map((path) => `wrote ${path}`).join('\n')

/** Has a certificate issued and writes it. */
async function issue(given: Given, draft: Draft) {
  const hosts = [...(draft.hosts ?? []), ...(given.texts('host') ?? [])]
  const kind = kindOf(given)
  const issued = await sourceOf(given, kind).issue({ ...draft, hosts, kind })
  const paths = writeIssued(folderOf(given), issued)
  return { json: issued, text: `${written(paths)}\n\n${describe(issued)}` }
}

const VERBS: readonly Verb[] = [
  {
    name: 'init',
    usage: 'init [--out DIR]',
    summary: 'makes the authority if there is none, and writes its certificate: ca.pem',
    words: 0,
    options: { ...WRITES, 'key-kind': text },
    async run(given) {
      const { ca } = await sourceOf(given, kindOf(given)).all()
      return {
        json: ca,
        text: `${written(writeAuthority(folderOf(given), ca))}\n\n${describe(ca)}`,
      }
    },
  },
  {
    name: 'server',
    usage: 'server [HOST...] [options]',
    summary: 'writes key and certificate of a server; it is for this machine and further hosts',
    words: 50,
    options: ISSUES,
    run(given) {
      const [name = 'localhost', ...hosts] = given.words
      return issue(given, { name, hosts })
    },
  },
  {
    name: 'client',
    usage: 'client NAME | --party-key KEY [options]',
    summary: 'writes key and certificate of a party, for its client and its server',
    words: 1,
    options: { ...ISSUES, 'party-key': text },
    run(given) {
      const partyKey = given.text('party-key')
      if (partyKey === undefined) return issue(given, { name: given.word(0, 'NAME') })
      if (given.words.length > 0) throw new UsageError('say a name or --party-key, not both')
      return issue(given, { partyKey })
    },
  },
  {
    name: 'list',
    usage: 'list',
    summary: 'the authority and what it issued',
    words: 0,
    options: WHERE,
    async run(given) {
      const json = await sourceOf(given).all()
      const rows = [json.ca, ...json.issued].map(({ name, validTo, fingerprint }) => [
        name,
        validTo.slice(0, 10),
        fingerprint.slice(0, 23),
      ])
      return { json, text: columns(rows) }
    },
  },
  {
    name: 'show',
    usage: 'show NAME|FILE',
    summary: 'what a certificate says: one that was issued, or those in a file',
    words: 1,
    options: WHERE,
    async run(given) {
      const name = given.word(0, 'NAME')
      const found = certificatesInFile(name) ?? (await named(given, name))
      return { json: found, text: found.map(describe).join('\n\n') }
    },
  },
]

/** One that was issued, or the authority. */
async function named(given: Given, name: string) {
  const { ca, issued } = await sourceOf(given).all()
  const found = [ca, ...issued].find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (found) return [found]
  throw new ControlError(`there is no file '${name}', and no certificate was issued for that name.`)
}

/** `ers-sandbox certs`: the sandbox's certificates, as files. */
export const certs = commandOf({
  name: 'certs',
  summary: "write the sandbox's certificates as files: init, server, client, list, show",
  verbs: VERBS,
  optionHelp: `  --out DIR            folder to write into (${DEFAULT_FOLDER})
  --party-key KEY      a party of the directory: the certificate bears its registered host name
  --host NAME          a further host name or address of the certificate; may be repeated
  --key-kind KIND      ec or rsa (that of the authority)
  --data DIR           the authority of a data folder; nothing needs to run
                       (that of the running sandbox)`,
  examples: [
    'ers-sandbox certs init',
    'ers-sandbox certs client --party-key RZZ-900101 --out ./mhs',
    'ers-sandbox certs server spine.test 10.0.0.7 --data ./data',
    'ers-sandbox certs show ./mhs/ca.pem',
  ],
})
