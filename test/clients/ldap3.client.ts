import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startSandbox } from '../../src/library/index.js'

const SCRIPT = new URL('./ldap3-search.py', import.meta.url).pathname

test('Python’s ldap3 reads the schema, and tells single values from lists by it', async () => {
  const sandbox = await startSandbox({ ldap: true })
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [
    SCRIPT,
    sandbox.ldapUrl as string,
  ])
  const read = JSON.parse(stdout)
  expect(read).toMatchObject({
    contexts: ['o=nhs'],
    single: true,
    system: [
      {
        uniqueIdentifier: ['200000000117'],
        nhsMHSPartyKey: 'R69-800117',
        nhsAsClient: ['R69'],
        nhsMhsManufacturerOrg: 'X26',
      },
    ],
    endpoint: [
      {
        uniqueIdentifier: ['S200000000117'],
        nhsMhsCPAId: 'S200000000117',
        nhsMHSEndPoint: [expect.stringMatching(/^https:/)],
        nhsMHSRetries: '2',
      },
    ],
    missing: [32, 'ou=People,o=nhs'],
    pooled: new Array(20).fill(1),
  })
  expect(read.people).toBeGreaterThan(5)
  const findings = sandbox.journal.exchanges('ldap-search').flatMap((one) => one.findings)
  expect(new Set(findings.map(({ rule }) => rule))).toEqual(
    new Set(['sds.ldap.no-such-object', 'sds.ldap.not-indexed']),
  )
  await sandbox.close()
})
