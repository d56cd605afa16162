import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureMessage } from '../../src/cli/failure.js'
import { startSandbox } from '../../src/library/index.js'
import { Certificates } from '../../src/server/tls/certificates.js'
import type { Identity } from '../../src/server/tls/identity.js'
import { writeCertificate } from '../../src/server/tls/write-certificate.js'
import { secureRequest } from '../support/tls.js'

const DAY = 86_400_000

let folder: string
let root: string
let mine: Identity

const write = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** A certificate for its own key, valid for days from now on. */
function selfSigned(from: number, to: number): { key: string; certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: writeCertificate(
      {
        commonName: 'own.example',
        publicKey,
        hosts: ['own.example'],
        authority: false,
        validFrom: new Date(Date.now() + from * DAY),
        validTo: new Date(Date.now() + to * DAY),
      },
      { commonName: 'own.example', privateKey },
    ),
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ers-sandbox-'))
  const somebody = new Certificates({ kind: 'ec', hosts: [], authorities: [] })
  root = await somebody.root()
  mine = await somebody.issue({ name: 'given.example' })
  write('key.pem', mine.key)
  write('cert.pem', mine.certificate)
  write('ca.pem', root)
  write('nothing.pem', 'nothing')
  write('broken.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  const locked = createPrivateKey(mine.key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'secret',
  })
  write('locked.pem', String(locked))
  write('other.pem', selfSigned(-1, 1).key)
  for (const [name, from, to] of [
    ['expired', -10, -5],
    ['early', 5, 10],
  ] as const) {
    const { key, certificate } = selfSigned(from, to)
    write(`${name}.pem`, certificate)
    write(`${name}.key.pem`, key)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const path = (name: string): string => join(folder, name)

describe('certificates of others', () => {
  test("are shown instead of the sandbox's own, and their authority is trusted", async () => {
    const sandbox = await startSandbox({
      tls: true,
      tlsCert: path('cert.pem'),
      tlsKey: path('key.pem'),
      tlsCa: [path('ca.pem')],
    })
    const answer = await secureRequest(`${sandbox.tlsUrl}/_sandbox/health`, {
      ca: root,
      servername: 'given.example',
    })
    expect(answer.status).toBe(200)
    const asClient = { key: mine.key, cert: mine.certificate, ca: root }
    await secureRequest(`${sandbox.tlsUrl}/personal-demographics/FHIR/R4/Patient/1`, asClient)
    const shown = sandbox.journal.exchanges().at(-1)?.request.clientCertificate
    expect(shown).toMatchObject({ commonName: 'given.example' })
    expect(shown?.problem).toBeUndefined()
    await sandbox.close()
  })

  test.each([
    [['none.pem', 'key.pem'], '--tls-cert FOLDER/none.pem cannot be read: there is no such file.'],
    [['.', 'key.pem'], 'cannot be read: it is a folder.'],
    [['nothing.pem', 'key.pem'], '--tls-cert FOLDER/nothing.pem holds no certificate in PEM'],
    [['broken.pem', 'key.pem'], 'holds a certificate that cannot be read'],
    [['cert.pem', 'none.pem'], '--tls-key FOLDER/none.pem cannot be read'],
    [['cert.pem', 'cert.pem'], '--tls-key FOLDER/cert.pem holds no private key in PEM'],
    [['cert.pem', 'locked.pem'], 'If it has a passphrase, take it off'],
    [['cert.pem', 'other.pem'], 'does not belong to the first certificate in --tls-cert'],
    [['expired.pem', 'expired.key.pem'], 'expired on 20'],
    [['early.pem', 'early.key.pem'], 'is not valid before 20'],
  ])('%j is explained', async ([tlsCert = '', tlsKey = ''], words) => {
    const started = startSandbox({ tls: true, tlsCert: path(tlsCert), tlsKey: path(tlsKey) })
    const error = await started.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(failureMessage(error)?.replaceAll(folder, 'FOLDER')).toContain(words)
  })

  test('an authority that cannot be read is explained', async () => {
    for (const tls of [true, false])
      await expect(startSandbox({ tls, tlsCa: [path('nothing.pem')] })).rejects.toThrow(
        /--tls-ca .*nothing\.pem holds no certificate in PEM/,
      )
  })

  test('a certificate needs its key', async () => {
    await expect(startSandbox({ tls: true, tlsCert: path('cert.pem') })).rejects.toThrow(
      '--tls-cert and --tls-key go together: give both, or neither.',
    )
  })
})
