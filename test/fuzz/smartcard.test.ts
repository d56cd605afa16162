import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { gpObject, parametersIn, STATION } from '../services/auth/smartcard/support.js'
import { Chance } from './chance.js'
import { oddText } from './junk.js'

/** `FUZZ_SEED` and `FUZZ_REQUESTS` repeat or lengthen a run. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_601)
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3_000)

let sandbox: Sandbox
const failures: string[] = []

beforeAll(async () => {
  sandbox = await assemble({ log: 'silent' }, (line) => failures.push(line))
})
afterAll(() => sandbox.close())

/** Parts of documents that are no document of the protocol, or only nearly. */
const FRAGMENTS = [
  '<gpPARAM name="service">LOGOUT</gpPARAM>',
  '<gpPARAM>no name</gpPARAM>',
  '<gpPARAM name="__proto__">x</gpPARAM>',
  '<__proto__>x</__proto__>',
  '<constructor/>',
  '<!-- -->',
  '<!DOCTYPE USER [<!ENTITY a "aaaa">]>',
  '<!ENTITY % x SYSTEM "file:///etc/passwd">',
  '<![CDATA[ ]]>',
  '<?target data?>',
  '&a;',
  '&#0;',
  '&#xD800;',
  '&amp;'.repeat(500),
  '</gpOBJECT>',
  '<a>'.repeat(200) + '</a>'.repeat(200),
  '\u0000',
  '\u001b[31m',
  '\r\n',
  '"',
  ']]>',
]

type Mutation = (document: string, chance: Chance) => string

const cut = (text: string, chance: Chance): [string, string] => {
  const at = chance.below(text.length + 1)
  return [text.slice(0, at), text.slice(at)]
}

/** What may happen to a document on its way. */
const MUTATIONS: readonly Mutation[] = [
  (document, chance) => cut(document, chance)[0],
  (document, chance) => cut(document, chance).join(chance.pick(FRAGMENTS)),
  (document, chance) => cut(document, chance).join(oddText(chance)),
  (document, chance) => {
    const [head, tail] = cut(document, chance)
    return head + tail.slice(1 + chance.below(20))
  },
  (document, chance) => {
    const lines = document.split('\n')
    lines.splice(chance.below(lines.length), 1)
    return lines.join('\n')
  },
  (document, chance) => {
    const lines = document.split('\n')
    const line = chance.pick(lines)
    lines.splice(chance.below(lines.length), 0, line)
    return lines.join('\n')
  },
  (document, chance) => document.replace(/>[^<]+</, () => `>${oddText(chance)}<`),
  (document, chance) => document.replaceAll('gpPARAM', () => chance.pick(['gpparam', 'x:y', 'a'])),
]

const UNASKED = { challenge: 'AAAA', signature: 'BBBB' }

function documents(asked: Record<string, string>, ticket: string): [string, string][] {
  const response = 'TUlNRS1WZXJzaW9uOiAxLjA='
  const card = { ...asked, uid: '103264994981', card_type: 'p11', response, mobility: '0' }
  return [
    ['/login/authactivate', gpObject({ ...STATION, service: 'ACTIVATION' })],
    ['/login/authvalidate', gpObject({ ...STATION, service: 'AUTHENTICATION', ...card })],
    ['/login/authlogout', gpObject({ service: 'LOGOUT', sso_ticket: ticket, ...STATION })],
  ]
}

const post = async (path: string, body: string): Promise<[number, string]> => {
  const answer = await sandbox.app.request(`http://localhost${path}`, { method: 'POST', body })
  return [answer.status, await answer.text()]
}

/** A challenge with its signature. */
async function asked(): Promise<Record<string, string>> {
  const [, text] = await post(...(documents(UNASKED, '')[0] as [string, string]))
  const { challenge = '', signature = '' } = parametersIn(text)
  return { challenge, signature }
}

const LINE = /^<gpPARAM name="[^"]+"[^>]*>.*<\/gpPARAM>$/

/** What is wrong with an answer: a 5xx, XML that is none, or a parameter over several lines. */
function fault(status: number, text: string): string | undefined {
  if (status >= 500) return 'broke'
  if (!text.startsWith('<')) return undefined
  if (XMLValidator.validate(text.replace(/<!DOCTYPE[^>]*>/, '')) !== true) return 'is no XML'
  new XMLParser().parse(text)
  const lines = text.split('\n').slice(3, -2)
  return lines.every((line) => LINE.test(line)) ? undefined : 'is not a line a parameter'
}

test('a seeded flood of spoilt broker documents breaks nothing, and every answer can be read', async () => {
  const chance = new Chance(SEED)
  const faults: string[] = []
  const counts = new Map<number, number>()
  for (let at = 0; at < REQUESTS; at++) {
    const [path, whole] = chance.pick(documents(at % 10 === 0 ? await asked() : UNASKED, 'none'))
    const changes = 1 + chance.below(3)
    let body = whole
    for (let n = 0; n < changes; n++) body = chance.pick(MUTATIONS)(body, chance)
    const [status, text] = await post(path, body)
    const wrong = fault(status, text)
    if (wrong) faults.push(`${path} ${status} ${wrong}: ${JSON.stringify(body)} -> ${text}`)
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  expect(failures).toEqual([])
  expect(faults).toEqual([])
  for (const status of [200, 400, 401]) expect(counts.get(status), `${status}`).toBeGreaterThan(5)
})
