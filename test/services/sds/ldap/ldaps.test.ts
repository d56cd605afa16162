import { once } from 'node:events'
import { createServer } from 'node:net'
import { connect } from 'node:tls'
import { Client } from 'ldapts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type RunningSandbox,
  startSandbox,
  type TlsCredentials,
} from '../../../../src/library/index.js'

let sandbox: RunningSandbox
let strict: RunningSandbox
let ca: string
let party: TlsCredentials

beforeAll(async () => {
  sandbox = await startSandbox({ ldap: true, ldaps: true, tlsKeyKind: 'ec' })
  ca = await sandbox.certificates.ca()
  strict = await startSandbox({ tls: true, ldaps: true, mtls: 'strict' })
  party = await strict.certificates.client({ partyKey: 'RZZ-900101' })
})
afterAll(() => Promise.all([sandbox.close(), strict.close()]))

const search = async (url: string, tlsOptions: object): Promise<number> => {
  const client = new Client({ url, tlsOptions })
  try {
    const filter = '(&(nhsIDCode=R69)(objectClass=nhsAs)(nhsMHSPartyKey=R69-800117))'
    return (await client.search('ou=Services,o=nhs', { filter })).searchEntries.length
  } finally {
    await client.unbind()
  }
}

test('the same directory answers over TLS, with the sandbox’s own certificate', async () => {
  expect(sandbox.ldapsUrl).toMatch(/^ldaps:\/\/127\.0\.0\.1:\d+$/)
  expect(await search(sandbox.ldapsUrl as string, { ca })).toBe(1)
  await expect(search(sandbox.ldapsUrl as string, {})).rejects.toThrow(/certificate/)
  expect(sandbox.journal.exchanges('ldap-search').at(-1)?.request.base).toBe(sandbox.ldapsUrl)
})

test('where certificates are asked for strictly, only a client with one is let in', async () => {
  const own = await strict.certificates.ca()
  const shown = { ca: own, key: party.key, cert: party.cert }
  expect(await search(strict.ldapsUrl as string, shown)).toBe(1)
  const [exchange] = strict.journal.exchanges('ldap-search')
  expect(exchange?.request.clientCertificate).toMatchObject({ subject: expect.any(String) })
  expect(exchange?.request.clientCertificate?.problem).toBeUndefined()
  await expect(search(strict.ldapsUrl as string, { ca: own })).rejects.toThrow()
})

test('older TLS is not spoken', async () => {
  const { port } = new URL(sandbox.ldapsUrl as string)
  const socket = connect({ port: Number(port), ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })
  const [error] = await once(socket, 'error')
  expect(String(error)).toMatch(/version|protocol/i)
})

test('plain LDAP sent to it does no harm', async () => {
  const { port } = new URL(sandbox.ldapsUrl as string)
  await expect(search(`ldap://127.0.0.1:${port}`, {})).rejects.toThrow()
  expect(await search(sandbox.ldapsUrl as string, { ca })).toBe(1)
})

test('a port that is taken is explained, and nothing listens then', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  await expect(startSandbox({ ldap: port })).rejects.toThrow(`another with --ldap-port`)
  await expect(startSandbox({ ldap: true, ldaps: port })).rejects.toThrow(
    'another with --ldaps-port',
  )
  taken.close()
})

test('without the options there is no LDAP', async () => {
  expect(strict.ldapUrl).toBeUndefined()
  const other = await startSandbox()
  expect([other.ldapUrl, other.ldapsUrl]).toEqual([undefined, undefined])
  const url = await other.world('mine').ldap()
  expect(await search(url, {})).toBe(1)
  await other.close()
})
