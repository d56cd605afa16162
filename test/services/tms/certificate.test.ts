import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionName } from '../../../src/hl7v3/interaction.js'
import { attributeOf } from '../../../src/hl7v3/xml/element.js'
import { parseXml } from '../../../src/hl7v3/xml/parse.js'
import { xml } from '../../../src/hl7v3/xml/template.js'
import {
  type RunningSandbox,
  startSandbox,
  type TlsCredentials,
} from '../../../src/library/index.js'
import { createSandbox } from '../../../src/server/sandbox.js'
import { controlOf } from '../../admin/support.js'
import { type SecureSend, secureRequest } from '../../support/tls.js'
import { historyIs, number } from '../pds/hl7v3/support.js'
import { anywhere, envelope, message } from './support.js'

const RETRIEVAL = 'QUPA_IN000008UK02'
const MINE = { asid: '299900000001', partyKey: 'A20047-700001', host: 'MHS.mine.example' }
const PATHS = [
  '/sync-service',
  '/syncservice-pds/pds',
  '/syncservice-mm/mm',
  '/syncservice-lrs/acf',
]

interface Party {
  readonly sandbox: RunningSandbox
  /** What the registered party shows. */
  readonly mine: TlsCredentials
}

/** A sandbox whose directory knows a system of ours, and the certificate for it. */
async function start(mtls: 'off' | 'request' | 'strict'): Promise<Party> {
  const sandbox = await startSandbox({ tls: true, mtls })
  const registered = await controlOf(sandbox)('POST', '/sds/systems', {
    odsCode: 'A20047',
    asid: MINE.asid,
    partyKey: MINE.partyKey,
    interactions: [`urn:nhs:names:services:pdsquery:${RETRIEVAL}`],
    receives: [`urn:nhs:names:services:pdsquery:${RETRIEVAL}`],
    address: `https://${MINE.host}:4430/in`,
  })
  if (registered.status !== 201) throw new Error(registered.text)
  return { sandbox, mine: await sandbox.certificates.client({ partyKey: MINE.partyKey }) }
}

let strict: Party
let lenient: Party
let ca: string

beforeAll(async () => {
  strict = await start('strict')
  lenient = await start('request')
  ca = await strict.sandbox.certificates.ca()
})
afterAll(() => Promise.all([strict.sandbox.close(), lenient.sandbox.close()]))

const query = (asid: string): string =>
  envelope(
    RETRIEVAL,
    message(RETRIEVAL, xml`${[historyIs('0'), number('9000000009')]}`, { sender: asid }),
    { sender: asid },
  )

/** Asks as a system; answers what came, and what was found wrong. */
async function ask(
  { sandbox }: Party,
  tls: SecureSend,
  { asid = MINE.asid, path = '/sync-service', body = query(asid) } = {},
) {
  const { status, text } = await secureRequest(`${sandbox.tlsUrl}${path}`, {
    ...tls,
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', SOAPAction: `"${actionName('pdsquery', RETRIEVAL)}"` },
    body,
  })
  const parsed = parseXml(text)
  if (!parsed.ok) throw new Error(text)
  return {
    status,
    location: anywhere(parsed.root, 'location')[0]?.text,
    code: anywhere(parsed.root, 'errorCode')[0]?.text,
    text: anywhere(parsed.root, 'description')[0]?.text,
    verdict: attributeOf(anywhere(parsed.root, 'acknowledgement')[0], 'typeCode'),
    findings: sandbox.journal.exchanges().at(-1)?.findings ?? [],
  }
}

const TAKEN = { status: 200, verdict: 'AA', findings: [] }

const refused = (key: string, advice: string) => ({
  status: 500,
  code: '300',
  location: key,
  findings: [
    {
      rule: `tms.${key.toLowerCase().replaceAll('_', '-')}`,
      message: expect.stringContaining(advice),
      source: 'tms 9.4',
    },
  ],
})

describe('where certificates are required', () => {
  test.each(PATHS)('the registered party is served at %s', async (path) => {
    expect(await ask(strict, strict.mine, { path })).toMatchObject(TAKEN)
  })

  test.each(PATHS)('a client without one is refused at %s', async (path) => {
    expect(await ask(strict, { ca }, { path })).toMatchObject({
      ...refused('CLIENT_CERTIFICATE_MISSING', 'certs client --party-key'),
      text: 'The client showed no certificate.',
    })
  })

  test('also over plain HTTP, where nobody can show one', async () => {
    const answer = await fetch(`${strict.sandbox.url}/sync-service`, { method: 'POST' })
    expect(answer.status).toBe(500)
    expect(await answer.text()).toContain('CLIENT_CERTIFICATE_MISSING')
  })

  test('one of an authority that is not trusted is refused', async () => {
    expect(await ask(strict, { ...lenient.mine, ca })).toMatchObject(
      refused('CLIENT_CERTIFICATE_NOT_TRUSTED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    )
  })

  test('one whose name the directory does not know is refused', async () => {
    const unknown = await strict.sandbox.certificates.client({ name: 'nobody.example' })
    expect(await ask(strict, unknown)).toMatchObject(
      refused('CLIENT_CERTIFICATE_UNKNOWN', "'nobody.example'"),
    )
  })

  test('one of another party is refused', async () => {
    const other = await strict.sandbox.certificates.client({ partyKey: 'RZZ-900101' })
    expect(await ask(strict, other)).toMatchObject(
      refused(
        'CLIENT_CERTIFICATE_OF_ANOTHER_PARTY',
        "The message is of A20047-700001; the certificate of 'pas.rzz.example.nhs.uk' belongs to RZZ-900101.",
      ),
    )
  })

  test('nothing is read before the certificate is known', async () => {
    expect(await ask(strict, { ca }, { body: '<not-xml' })).toMatchObject({
      location: 'CLIENT_CERTIFICATE_MISSING',
    })
    expect(await ask(strict, strict.mine, { body: '<not-xml' })).toMatchObject({ code: '201' })
  })

  test('a system that nobody knows is refused as such', async () => {
    expect(await ask(strict, strict.mine, { asid: '299900000999' })).toMatchObject({
      status: 200,
      verdict: 'AR',
    })
  })

  test('one for a name in other letter case is the same', async () => {
    const name = MINE.host.toLowerCase()
    const lower = await strict.sandbox.certificates.client({ name, hosts: ['other.example'] })
    expect(await ask(strict, lower)).toMatchObject(TAKEN)
  })

  test('simulated parties within the process need none', async () => {
    const inside = await createSandbox({ tls: true, mtls: 'strict', log: 'silent' })
    const sent = () =>
      new Request('http://localhost/sync-service', {
        method: 'POST',
        headers: { 'Content-Type': 'text/xml' },
        body: '<not-xml',
      })
    const carried = await inside.carry(sent())
    expect(await carried.text()).not.toContain('CLIENT_CERTIFICATE')
    const outside = await inside.app.request(sent())
    expect(await outside.text()).toContain('CLIENT_CERTIFICATE_MISSING')
    await inside.close()
  })

  test('the services with tokens need none', async () => {
    const path = '/personal-demographics/FHIR/R4/Patient/9000000009'
    const { status } = await secureRequest(`${strict.sandbox.tlsUrl}${path}`, { ca })
    expect(status).toBe(401)
  })
})

describe('where certificates are only asked for', () => {
  test('a client without one is served, and nothing is said', async () => {
    const own = await lenient.sandbox.certificates.ca()
    expect(await ask(lenient, { ca: own })).toMatchObject(TAKEN)
  })

  test('a wrong one is told beside the answer, once', async () => {
    const own = await lenient.sandbox.certificates.ca()
    const { certificates } = lenient.sandbox
    const other = await certificates.client({ partyKey: 'RZZ-900101' })
    const unknown = await certificates.client({ name: 'nobody.example' })
    for (const [shown, rule] of [
      [{ ...strict.mine, ca: own }, 'tms.client-certificate-not-trusted'],
      [unknown, 'tms.client-certificate-unknown'],
      [other, 'tms.client-certificate-of-another-party'],
    ] as const)
      expect(await ask(lenient, shown)).toMatchObject({
        status: 200,
        verdict: 'AA',
        findings: [{ rule }],
      })
    expect(await ask(lenient, lenient.mine)).toMatchObject(TAKEN)
  })
})

test('where they are not asked for nobody is judged', async () => {
  const off = await start('off')
  const other = await off.sandbox.certificates.client({ partyKey: 'RZZ-900101' })
  expect(await ask(off, other)).toMatchObject(TAKEN)
  expect(off.sandbox.journal.exchanges().at(-1)?.request.clientCertificate).toBeUndefined()
  await off.sandbox.close()
})

test('without an HTTPS listener nothing can be required', async () => {
  await expect(startSandbox({ mtls: 'strict' })).rejects.toThrow('--mtls strict needs --tls')
})
