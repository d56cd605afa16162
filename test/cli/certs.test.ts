import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { secureRequest, secureServer } from '../support/tls.js'
import { run } from './support.js'

let sandbox: RunningSandbox
let folder: string

beforeAll(async () => {
  sandbox = await startSandbox({ tls: true })
  folder = mkdtempSync(join(tmpdir(), 'ers-sandbox-'))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const certs = (...args: string[]) => run('certs', ...args, '--url', sandbox.url)
const file = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8')
const modeOf = (...path: string[]) => statSync(join(folder, ...path)).mode & 0o777

describe('certs of a running sandbox', () => {
  test('init writes the authority', async () => {
    const out = join(folder, 'init')
    const { code, output } = await certs('init', '--out', out)
    expect([code, output]).toEqual([0, expect.stringContaining(`wrote ${join(out, 'ca.pem')}`)])
    expect(file('init', 'ca.pem')).toBe(await sandbox.certificates.ca())
    expect(readdirSync(out)).toEqual(['ca.pem'])
  })

  test('client writes what a party connects with', async () => {
    const out = join(folder, 'mhs')
    const { code } = await certs('client', '--party-key', 'RZZ-900101', '--out', out)
    const name = 'pas.rzz.example.nhs.uk'
    expect(code).toBe(0)
    expect(readdirSync(out).sort()).toEqual([
      'ca.pem',
      `${name}.chain.pem`,
      `${name}.key.pem`,
      `${name}.pem`,
    ])
    expect(modeOf('mhs', `${name}.key.pem`)).toBe(0o600)
    expect(modeOf('mhs', `${name}.pem`)).toBe(0o644)
    const answer = await secureRequest(`${sandbox.tlsUrl}/referrals/FHIR/R4/metadata`, {
      key: file('mhs', `${name}.key.pem`),
      cert: file('mhs', `${name}.chain.pem`),
      ca: file('mhs', 'ca.pem'),
    })
    expect(answer.status).toBeGreaterThan(0)
    expect(sandbox.journal.exchanges().at(-1)?.request.clientCertificate).toMatchObject({
      commonName: name,
    })
  })

  test('server writes what a server shows', async () => {
    const out = join(folder, 'server')
    const { code } = await certs('server', 'mhs.test', '10.0.0.7', '--host', 'b.test', '--out', out)
    expect(code).toBe(0)
    const { url, stop } = await secureServer(
      { key: file('server', 'mhs.test.key.pem'), cert: file('server', 'mhs.test.chain.pem') },
      (_request, response) => void response.end('here'),
    )
    const ca = file('server', 'ca.pem')
    for (const servername of ['mhs.test', 'b.test', 'localhost'])
      expect((await secureRequest(url, { ca, servername })).text).toBe('here')
    await stop()
  })

  test('list and show say what there is', async () => {
    await certs('client', 'shown.example', '--out', join(folder, 'shown'))
    expect((await certs('list')).output).toMatch(
      /ers-sandbox test CA +20\d\d-[\s\S]*shown\.example/,
    )
    const byName = await certs('show', 'Shown.example')
    const byFile = await certs('show', join(folder, 'shown', 'shown.example.pem'))
    expect(byName.output).toContain('subject  O=ers-sandbox (test only), CN=shown.example')
    expect(byFile.output).toBe(byName.output)
    const chain = await certs('show', join(folder, 'shown', 'shown.example.chain.pem'), '--json')
    expect(JSON.parse(chain.output)).toMatchObject([
      { name: 'shown.example', authority: false },
      { name: 'ers-sandbox test CA', authority: true },
    ])
  })

  test('an RSA key is made where it is wanted', async () => {
    const { output } = await certs('client', 'r.example', '--key-kind', 'rsa', '--out', folder)
    expect(output).toContain('key      rsa 2048')
  })
})

describe('certs of a data folder', () => {
  test('need no running sandbox, and are those of the sandbox that uses it', async () => {
    const data = join(folder, 'data')
    const out = join(folder, 'from-data')
    const { code } = await run('certs', 'client', 'a.test', '--data', data, '--out', out)
    expect(code).toBe(0)
    expect(modeOf('data', 'keys', 'tls')).toBe(0o700)
    for (const name of readdirSync(join(data, 'keys', 'tls')))
      expect(modeOf('data', 'keys', 'tls', name)).toBe(0o600)
    const later = await startSandbox({ tls: true, data })
    expect(await later.certificates.ca()).toBe(file('from-data', 'ca.pem'))
    expect((await later.certificates.client({ name: 'a.test' })).cert).toBe(
      file('from-data', 'a.test.pem'),
    )
    await later.close()
    const listed = await run('certs', 'list', '--data', data)
    expect(listed.output).toMatch(/a\.test[\s\S]*localhost/)
  })

  test('can have an authority with an RSA key', async () => {
    const data = join(folder, 'rsa')
    await run('certs', 'init', '--data', data, '--key-kind', 'rsa', '--out', data)
    const { publicKey } = new X509Certificate(file('rsa', 'ca.pem'))
    expect(publicKey.asymmetricKeyType).toBe('rsa')
  })

  test('know no parties', async () => {
    const { code, complaint } = await run(
      ...['certs', 'client', '--party-key', 'RZZ-900101', '--data', folder],
    )
    expect([code, complaint]).toEqual([2, expect.stringContaining('only a running sandbox knows')])
  })
})

test('a sandbox without TLS makes no key', async () => {
  const data = join(folder, 'plain')
  const plain = await startSandbox({ data })
  await plain.close()
  expect(readdirSync(data)).not.toContain('keys')
})

describe('what cannot be done is said', () => {
  test.each([
    [['client'], 2, 'say which: certs client NAME'],
    [['client', 'a', '--party-key', 'b'], 2, 'say a name or --party-key, not both'],
    [['client', 'a b'], 1, "'a b' is no host name"],
    [['client', 'a', '--key-kind', 'dsa'], 2, '--key-kind takes ec or rsa'],
    [['client', '--party-key', 'XXX-1'], 1, "no endpoint of the party 'XXX-1'"],
    [['show', 'nobody.example'], 1, "there is no file 'nobody.example'"],
    [['fly'], 2, 'certs init|server|client|list|show'],
  ])('certs %j', async (args, code, words) => {
    expect(await certs(...args)).toMatchObject({ code, complaint: expect.stringContaining(words) })
  })

  test('a file without a certificate, or with a broken one', async () => {
    const path = join(folder, 'nothing.pem')
    writeFileSync(path, 'nothing')
    expect((await certs('show', path)).complaint).toContain('holds no certificate in PEM')
    writeFileSync(path, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect((await certs('show', path)).complaint).toContain('cannot be read')
  })

  test('a folder that cannot be written', async () => {
    const path = join(folder, 'a-file')
    writeFileSync(path, '')
    const { code, complaint } = await certs('init', '--out', path)
    expect([code, complaint]).toEqual([1, expect.stringContaining(`${path} cannot be used`)])
  })
})
