import { parseArgs } from 'node:util'
import { MUTUAL_TLS } from '../../../http/client-certificate.js'
import { USUAL_LDAP_PORT } from '../../../server/ldap/usual-port.js'
import { DEFAULT_OPTIONS, type SandboxOptions } from '../../../server/options.js'
import { KEY_KINDS } from '../../../server/tls/key-kinds.js'
import { parseInstant } from '../../../world/instant.js'
import { UsageError } from '../../command.js'

interface Flag {
  readonly name: string
  readonly value: string | undefined
  readonly help: string
  /** Puts the text into the options; throws a UsageError that says what was expected. */
  readonly apply: (text: string) => Partial<SandboxOptions>
}

const ENVIRONMENT_PREFIX = 'ERS_SANDBOX_'

/** The environment variable of a flag: `--seed-number` is ERS_SANDBOX_SEED_NUMBER. */
export const variableOf = (flag: string): string =>
  ENVIRONMENT_PREFIX + flag.toUpperCase().replaceAll('-', '_')

function wholeNumber(flag: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value <= most) return value
  throw new UsageError(`--${flag} takes a whole number from 0 to ${most}, not '${text}'`)
}

function oneOf<Value extends string>(flag: string, text: string, values: readonly Value[]): Value {
  if (values.includes(text as Value)) return text as Value
  throw new UsageError(`--${flag} takes one of ${values.join(', ')}, not '${text}'`)
}

function moment(flag: string, text: string): number {
  const at = parseInstant(text)
  if (at !== undefined) return at
  throw new UsageError(`--${flag} takes a moment such as 2026-06-01T09:00:00Z, not '${text}'`)
}

function yes(flag: string, text: string): boolean {
  return oneOf(flag, text, ['true', 'false']) === 'true'
}

function origin(flag: string, text: string): string {
  if (/^https?:\/\/[^/\s]+$/.test(text)) return text
  throw new UsageError(
    `--${flag} takes a scheme and host such as https://spine.test, not '${text}'`,
  )
}

/** A port as options have it that say `true` for any free one. */
function portOf(flag: string, text: string): number | true {
  return wholeNumber(flag, text, 65_535) || true
}

const list = (text: string): string[] => text.split(',').map((one) => one.trim())

const MEGABYTE = 1024 * 1024

/** Every flag of `serve`, with its environment variable. */
export const FLAGS: readonly Flag[] = [
  {
    name: 'port',
    value: 'PORT',
    help: `port to listen on, 0 for any free one (${DEFAULT_OPTIONS.port})`,
    apply: (text) => ({ port: wholeNumber('port', text, 65_535) }),
  },
  {
    name: 'host',
    value: 'ADDRESS',
    help: `address to listen on (${DEFAULT_OPTIONS.host}: this machine alone)`,
    apply: (host) => ({ host }),
  },
  {
    name: 'data',
    value: 'DIR',
    help: 'folder that keeps worlds and keys over restarts (in memory if absent)',
    apply: (data) => ({ data }),
  },
  {
    name: 'seed',
    value: 'DIR',
    help: 'data set that worlds start from: a folder, or standard',
    apply: (seed) => ({ seed }),
  },
  {
    name: 'seed-number',
    value: 'N',
    help: 'number that identifiers and synthetic people come from (1)',
    apply: (text) => ({ seedNumber: wholeNumber('seed-number', text, 2 ** 31) }),
  },
  {
    name: 'patients',
    value: 'N',
    help: 'synthetic patients on top of the data set (0)',
    apply: (text) => ({ patients: wholeNumber('patients', text, 200_000) }),
  },
  {
    name: 'now',
    value: 'MOMENT',
    help: 'where the clock of new worlds starts (real time)',
    apply: (text) => ({ clock: { start: moment('now', text) } }),
  },
  {
    name: 'freeze',
    value: undefined,
    help: 'new worlds stand still until moved',
    apply: (text) => ({ clock: { frozen: yes('freeze', text) } }),
  },
  {
    name: 'strict',
    value: undefined,
    help: 'new worlds refuse what findings advise against (docs/findings.md)',
    apply: (text) => ({ strict: yes('strict', text) }),
  },
  {
    name: 'strict-rules',
    value: 'RULES',
    help: "refuse these alone, by comma, with stars: 'ers.*,!ers.deprecated-operation'",
    apply: (text) => ({ strict: list(text) }),
  },
  {
    name: 'log',
    value: 'STYLE',
    help: 'pretty, json or silent (pretty)',
    apply: (text) => ({ log: oneOf('log', text, ['pretty', 'json', 'silent']) }),
  },
  {
    name: 'mask',
    value: undefined,
    help: 'hide NHS numbers and tokens in the log',
    apply: (text) => ({ mask: yes('mask', text) }),
  },
  {
    name: 'public-url',
    value: 'URL',
    help: "scheme and host of addresses in answers (the client's own)",
    apply: (text) => ({ publicUrl: origin('public-url', text) }),
  },
  {
    name: 'allow-host',
    value: 'NAMES',
    help: 'further host names, by comma, under which the control API answers',
    apply: (text) => ({ allowedHosts: text.toLowerCase().split(',') }),
  },
  {
    name: 'tls',
    value: undefined,
    help: 'listen for HTTPS too (docs/tls.md)',
    apply: (text) => ({ tls: yes('tls', text) }),
  },
  {
    name: 'tls-port',
    value: 'PORT',
    help: `port for HTTPS, 0 for any free one (${DEFAULT_OPTIONS.tlsPort}); with --tls`,
    apply: (text) => ({ tlsPort: wholeNumber('tls-port', text, 65_535) }),
  },
  {
    name: 'tls-host',
    value: 'NAMES',
    help: "further host names, by comma, of the sandbox's own certificate",
    apply: (text) => ({ tlsHosts: list(text) }),
  },
  {
    name: 'tls-key-kind',
    value: 'KIND',
    help: 'key of certificates that the sandbox makes: ec or rsa (ec)',
    apply: (text) => ({ tlsKeyKind: oneOf('tls-key-kind', text, KEY_KINDS) }),
  },
  {
    name: 'tls-cert',
    value: 'FILE',
    help: 'certificate, with its chain, to show instead of an own one (PEM)',
    apply: (tlsCert) => ({ tlsCert }),
  },
  {
    name: 'tls-key',
    value: 'FILE',
    help: 'key of that certificate (PEM, without a passphrase)',
    apply: (tlsKey) => ({ tlsKey }),
  },
  {
    name: 'tls-ca',
    value: 'FILES',
    help: 'certificates, by comma, of further authorities to trust (PEM)',
    apply: (text) => ({ tlsCa: list(text) }),
  },
  {
    name: 'mtls',
    value: 'MODE',
    help: 'certificates of clients: off, request or strict (request)',
    apply: (text) => ({ mtls: oneOf('mtls', text, MUTUAL_TLS) }),
  },
  {
    name: 'ldap-port',
    value: 'PORT',
    help: `port for LDAP, 0 for any free one (${USUAL_LDAP_PORT} if it is free)`,
    apply: (text) => ({ ldap: portOf('ldap-port', text) }),
  },
  {
    name: 'no-ldap',
    value: undefined,
    help: 'do not serve the directory over LDAP',
    apply: (text) => (yes('no-ldap', text) ? { ldap: false } : {}),
  },
  {
    name: 'ldaps-port',
    value: 'PORT',
    help: 'port for LDAP over TLS, 0 for any free one (none)',
    apply: (text) => ({ ldaps: portOf('ldaps-port', text) }),
  },
  {
    name: 'journal-exchanges',
    value: 'N',
    help: 'exchanges that the journal of a world keeps (1000)',
    apply: (text) => ({
      journal: { exchanges: wholeNumber('journal-exchanges', text, 1_000_000) },
    }),
  },
  {
    name: 'journal-megabytes',
    value: 'N',
    help: 'megabytes that the journal of a world keeps (8)',
    apply: (text) => ({
      journal: { bytes: wholeNumber('journal-megabytes', text, 4096) * MEGABYTE },
    }),
  },
]

/** The flags as help shows them. */
export const flagHelp = (): string =>
  FLAGS.map(({ name, value, help }) => {
    const flag = value === undefined ? `--${name}` : `--${name} ${value}`
    return `  ${flag.padEnd(24)} ${help}\n  ${''.padEnd(24)} ${variableOf(name)}`
  }).join('\n')

function parse(args: readonly string[]): Map<string, string> {
  const options = Object.fromEntries(
    FLAGS.map(({ name, value }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    const { values } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: false,
    })
    return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]))
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; see ers-sandbox serve --help`)
  }
}

/** Flags that mean nothing where nobody listens for HTTPS. */
const OF_HTTPS = ['tls-port', 'mtls'] as const

/** Members that several flags fill together. */
const merge = (
  a: Partial<SandboxOptions>,
  b: Partial<SandboxOptions>,
): Partial<SandboxOptions> => ({
  ...a,
  ...b,
  ...(a.clock || b.clock ? { clock: { ...a.clock, ...b.clock } } : {}),
  ...(a.journal || b.journal ? { journal: { ...a.journal, ...b.journal } } : {}),
})

/** Reads flags and, where a flag is absent, its environment variable. */
export function readServeOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Partial<SandboxOptions> {
  const given = parse(args)
  const read = FLAGS.reduce<Partial<SandboxOptions>>((options, { name, apply }) => {
    const text = given.get(name) ?? environment[variableOf(name)]
    return text === undefined || text === '' ? options : merge(options, apply(text))
  }, {})
  const idle = read.tls ? undefined : OF_HTTPS.find((name) => given.has(name))
  if (idle !== undefined) throw new UsageError(`--${idle} needs --tls`)
  return read
}
