import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startSandbox } from '../../src/library/index.js'
import { secureRequest } from '../support/tls.js'

const folder = mkdtempSync(join(tmpdir(), 'ers-keystore-'))
afterAll(() => rmSync(folder, { recursive: true }))

const isThere = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args).status === 0

/** The command of docs/tls.md for a keystore, with its placeholders filled in. */
const documented = (name: string): readonly string[] => {
  const docs = readFileSync(new URL('../../docs/tls.md', import.meta.url), 'utf8')
  const line = /`openssl (pkcs12 -export [^`]*)`/.exec(docs)?.[1] ?? ''
  return line.replaceAll('NAME', join(folder, name)).split(' ')
}

test.skipIf(!isThere('openssl', 'version'))(
  'a keystore made of the files as documented opens a connection under mutual TLS',
  async () => {
    const sandbox = await startSandbox({ tls: true, mtls: 'strict' })
    try {
      const { key, cert, ca } = await sandbox.certificates.client({ partyKey: 'RZZ-900101' })
      writeFileSync(join(folder, 'mhs.key.pem'), key)
      writeFileSync(join(folder, 'mhs.chain.pem'), cert + ca)
      execFileSync('openssl', documented('mhs'))
      const answer = await secureRequest(`${sandbox.tlsUrl}/reliablemessaging/intermediary`, {
        method: 'POST',
        pfx: readFileSync(join(folder, 'mhs.p12')),
        passphrase: 'changeit',
        ca,
      })
      expect(answer.text).toContain('<nasp:errorCode>201<')
      expect(
        sandbox
          .world()
          .findings()
          .map(({ rule }) => rule),
      ).toEqual(['tms.message-not-well-formed'])
    } finally {
      await sandbox.close()
    }
  },
)
