import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox, type TlsCredentials } from '../../src/library/index.js'
import { createSandbox } from '../../src/server/sandbox.js'
import { request } from '../support/client.js'
import { secureRequest } from '../support/tls.js'

let sandbox: RunningSandbox
let ca: string
let party: TlsCredentials
/** Of a sandbox that this one does not know. */
let stranger: TlsCredentials

beforeAll(async () => {
  sandbox = await startSandbox({ tls: true, tlsHosts: ['spine.test'] })
  const other = await startSandbox()
  ca = await sandbox.certificates.ca()
  party = await sandbox.certificates.client({ partyKey: 'RZZ-900101' })
  stranger = await other.certificates.client({ name: 'pas.rzz.example.nhs.uk' })
  await other.close()
})
afterAll(() => sandbox.close())

const PATIENT = '/personal-demographics/FHIR/R4/Patient/9000000009'
const tlsUrl = () => sandbox.tlsUrl as string

/** What the journal says of the newest exchange. */
const newest = async () => {
  const exchange = sandbox.journal.exchanges().at(-1)
  return (await request(`${sandbox.url}/_sandbox/journal/${exchange?.id}`)).json
}

describe('over HTTPS', () => {
  test('every service answers as over HTTP, with https in its addresses', async () => {
    const answer = await secureRequest(`${tlsUrl()}${PATIENT}`, { ca })
    expect([answer.status, answer.json]).toEqual([
      (await request(`${sandbox.url}${PATIENT}`)).status,
      (await request(`${sandbox.url}${PATIENT}`)).json,
    ])
    expect(answer.headers['x-sandbox-exchange']).toMatch(
      new RegExp(`^${tlsUrl()}/_sandbox/journal/\\d+$`),
    )
    const discovery = await secureRequest(
      `${tlsUrl()}/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare/.well-known/openid-configuration`,
      { ca },
    )
    expect(discovery.status).toBe(200)
    expect(discovery.json.token_endpoint).toMatch(new RegExp(`^${tlsUrl()}/`))
  })

  test('worlds are picked by path and by header', async () => {
    const { name, tlsUrl: url, journal } = sandbox.world('secure')
    expect(url).toBe(`${tlsUrl()}/worlds/secure`)
    const byPath = await secureRequest(`${url}${PATIENT}`, { ca })
    await secureRequest(`${tlsUrl()}${PATIENT}`, { ca, headers: { 'X-Sandbox-World': name } })
    expect(journal.exchanges()).toHaveLength(2)
    expect(byPath.headers['x-sandbox-exchange']).toMatch(/\/worlds\/secure\/_sandbox\/journal\/1$/)
  })

  test('the control API answers', async () => {
    const { status, json } = await secureRequest(`${tlsUrl()}/_sandbox/health`, { ca })
    expect([status, json.status]).toEqual([200, 'pass'])
  })

  test('addresses follow a proxy, or the configured one', async () => {
    const behind = await secureRequest(`${tlsUrl()}${PATIENT}`, {
      ca,
      headers: { 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'outer.example' },
    })
    expect(behind.headers['x-sandbox-exchange']).toMatch(/^http:\/\/outer\.example\//)
    const pinned = await startSandbox({ tls: true, publicUrl: 'https://int.api.service.nhs.uk' })
    const answer = await secureRequest(`${pinned.tlsUrl}${PATIENT}`, {
      ca: await pinned.certificates.ca(),
    })
    await pinned.close()
    expect(answer.headers['x-sandbox-exchange']).toMatch(/^https:\/\/int\.api\.service\.nhs\.uk\//)
  })

  test.each(['localhost', '127.0.0.1', 'spine.test'])('it is reached as %s', async (name) => {
    const url = new URL(`${tlsUrl()}/_sandbox/health`)
    const servername = name === '127.0.0.1' ? undefined : name
    url.hostname = name === 'localhost' ? name : '127.0.0.1'
    const answer = await secureRequest(url.href, { ca, ...(servername ? { servername } : {}) })
    expect(answer.status).toBe(200)
  })

  test('nobody is trusted who does not have the authority, nor the name', async () => {
    await expect(secureRequest(`${tlsUrl()}/_sandbox/health`)).rejects.toMatchObject({
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
    })
    await expect(
      secureRequest(`${tlsUrl()}/_sandbox/health`, { ca, servername: 'other.test' }),
    ).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  test('a connection is dropped where a fault says so', async () => {
    const world = sandbox.world('dropped')
    await request(`${world.url}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ effect: { kind: 'DROP' } }),
    })
    await expect(secureRequest(`${world.tlsUrl}${PATIENT}`, { ca })).rejects.toMatchObject({
      code: 'ECONNRESET',
    })
  })

  test('what is no TLS is closed, and harms nobody', async () => {
    for (const bytes of ['\0\0\0', '\x16\x03\x01\xff\xff', 'x'.repeat(70_000)]) {
      const socket = connect(Number(new URL(tlsUrl()).port), '127.0.0.1')
      socket.on('error', () => {}).resume()
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.end(bytes)
      await closed
    }
    expect((await secureRequest(`${tlsUrl()}/_sandbox/health`, { ca })).status).toBe(200)
  })

  test('TLS 1.2 is the least', async () => {
    const asked = (maxVersion: 'TLSv1.1' | 'TLSv1.2') =>
      secureRequest(`${tlsUrl()}/_sandbox/health`, {
        ca,
        maxVersion,
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT:@SECLEVEL=0',
      })
    expect((await asked('TLSv1.2')).status).toBe(200)
    await expect(asked('TLSv1.1')).rejects.toThrow('protocol version')
  })
})

describe('the certificate of a client', () => {
  test('is in the journal', async () => {
    await secureRequest(`${tlsUrl()}${PATIENT}`, party)
    expect((await newest()).clientCertificate).toEqual({
      commonName: 'pas.rzz.example.nhs.uk',
      subject: 'O=ers-sandbox (test only), CN=pas.rzz.example.nhs.uk',
      issuer: 'O=ers-sandbox (test only), CN=ers-sandbox test CA',
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    })
  })

  test('is in the journal with its problem where it is not trusted', async () => {
    await secureRequest(`${tlsUrl()}${PATIENT}`, { ...stranger, ca })
    expect((await newest()).clientCertificate).toMatchObject({
      commonName: 'pas.rzz.example.nhs.uk',
      problem: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    })
  })

  test('is absent where none was shown', async () => {
    await secureRequest(`${tlsUrl()}${PATIENT}`, { ca })
    expect(await newest()).not.toHaveProperty('clientCertificate')
    await request(`${sandbox.url}${PATIENT}`)
    expect(await newest()).not.toHaveProperty('clientCertificate')
  })
})

describe('what stops a listener or a client is said', () => {
  test('a port that is taken, and then nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const refused = await createSandbox({ port: 0, tls: true, tlsPort: port, log: 'silent' })
    await expect(refused.listen()).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another with --tls-port`,
    )
    server.close()
  })

  test('a client that trusts somebody else, and one that speaks plain HTTP', async () => {
    const lines: string[] = []
    const loud = await createSandbox({ port: 0, tlsPort: 0, tls: true }, (line) => lines.push(line))
    const { tlsUrl: url = '' } = await loud.listen()
    await expect(secureRequest(`${url}/`, { ca: stranger.ca })).rejects.toThrow()
    await expect(request(url.replace('https', 'http'))).rejects.toThrow()
    await loud.close()
    expect(lines).toEqual([
      expect.stringContaining("as clients do that do not trust the sandbox's CA"),
      expect.stringContaining('failed: it spoke plain HTTP: use https:// for this port'),
    ])
  })
})
