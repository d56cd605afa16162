import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'

let sandbox: RunningSandbox
let folder: string
let ca: string

beforeAll(async () => {
  sandbox = await startSandbox({ ldap: true, ldaps: true })
  folder = mkdtempSync(join(tmpdir(), 'ers-sandbox-'))
  ca = join(folder, 'ca.pem')
  writeFileSync(ca, await sandbox.certificates.ca())
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await sandbox.close()
})

interface Run {
  /** The result code, as the tools exit with it. */
  readonly code: number
  readonly out: string
  readonly errors: string
}

/** Runs a tool against the directory; what it reads from its input may be given. */
const run = (tool: string, args: readonly string[], input = '', url = sandbox.ldapUrl as string) =>
  new Promise<Run>((resolve) => {
    const child = execFile(
      tool,
      ['-x', '-H', url, ...args],
      { env: { ...process.env, LDAPTLS_CACERT: ca } },
      (error, out, errors) => resolve({ code: Number(error?.code ?? 0), out, errors }),
    )
    child.stdin?.end(input)
  })

const search = (...args: string[]) => run('ldapsearch', ['-LLL', '-o', 'ldif-wrap=no', ...args])

/** Names of the entries in LDIF: the value of the first step. */
const names = ({ out }: Run): string[] =>
  [...out.matchAll(/^dn: \w+=([^,]*)/gm)].map(([, name]) => name as string)

const SERVICES = 'ou=services,o=nhs'
const REQUEST = 'urn:nhs:names:services:ebs:PRSC_IN080000UK07'

describe('ldapsearch', () => {
  test.each([
    [SERVICES, `(&(nhsIDCode=R69) (objectClass=nhsAs) (nhsAsSvcIA=${REQUEST}))`, '200000000117'],
    [
      SERVICES,
      `(&(objectClass=nhsMhs) (nhsMHSPartyKey=R69-800117) (nhsMhsSvcIA=${REQUEST}))`,
      'S200000000117',
    ],
    [
      SERVICES,
      `(&(nhsIDCode=R69) (objectClass=nhsMhs) (nhsMhsSvcIA=${REQUEST}) (nhsMHSPartyKey=R69-800117))`,
      'S200000000117',
    ],
    [
      SERVICES,
      `(&(nhsIDCode=R69) (objectClass=nhsAs) (nhsAsSvcIA=${REQUEST}) (nhsMhsManufacturerOrg=X26))`,
      '200000000117',
    ],
    [
      SERVICES,
      '(&(nhsidcode=R69) (objectclass=nhsAs) (nhsMHSPartyKey=R69-800117))',
      '200000000117',
    ],
    [SERVICES, '(uniqueIdentifier=200000000117)', '200000000117'],
    ['ou=organisations, o=nhs', '(uniqueidentifier=D82106)', 'D82106'],
    ['ou=organisations, o=nhs', '(&(objectclass=nhsGPPractice)(nhsIDCode=D82106))', 'D82106'],
    ['ou=organisations, o=nhs', '(o=*SALTMARSH*)', 'D82106'],
    [
      'ou=People,o=nhs',
      '(&(objectclass=organizationalPerson)(uid=555073103100)(nhsPersonStatus=*))',
      '555073103100',
    ],
    [
      SERVICES,
      '(&(1.2.826.0.1285.0.1.10=R69)(objectClass=nhsAs)(nhsMHSPartyKey=R69-800117)(&))',
      '200000000117',
    ],
  ])('-b %s %s', async (base, filter, name) => {
    const found = await search('-b', base, filter)
    expect([found.code, names(found)]).toEqual([0, [name]])
  })

  test('one level, one user with roles, chosen attributes, in the schema’s spelling', async () => {
    const one = await search('-s', 'one', '-b', 'ou=People,o=nhs', '(uid=5550*)', 'UID')
    expect(one.out).toMatch(/^dn: uid=5550\d{8},ou=People,o=nhs\nuid: 5550\d{8}\n\n/)
    const user = await search(
      '-b',
      'uid=555031998104,ou=people,o=nhs',
      '(objectclass=*)',
      'nhsjobrolecode',
      'SN',
    )
    expect(names(user)).toHaveLength(5)
    expect(user.out).toContain('nhsJobRoleCode: S8001:G8002:R8008\n')
  })

  test('what is missing, malformed, too much', async () => {
    const missing = await search('-b', 'uid=nobody,ou=people,o=nhs')
    expect([missing.code, missing.out + missing.errors]).toEqual([
      32,
      expect.stringContaining('Matched DN: ou=People,o=nhs'),
    ])
    expect((await search('-b', 'nothing')).code).toBe(34)
    const few = await search('-z', '3', '-b', SERVICES, '(objectClass=nhsAs)', '1.1')
    expect([few.code, names(few).length]).toEqual([4, 3])
    expect((await search('-b', SERVICES, '(noSuchAttribute=1)')).code).toBe(0)
  })

  test('page by page, with a control that must be understood', async () => {
    const whole = await search('-b', 'ou=People,o=nhs', '(objectClass=nhsPerson)', '1.1')
    const paged = await search(
      '-E',
      '!pr=4/noprompt',
      '-b',
      'ou=People,o=nhs',
      '(objectClass=nhsPerson)',
      '1.1',
    )
    expect([paged.code, names(paged)]).toEqual([0, names(whole)])
    expect(names(whole).length).toBeGreaterThan(4)
    expect((await search('-E', '!sss=uid', '-b', SERVICES, '-s', 'base')).code).toBe(12)
    expect((await search('-M', '-b', SERVICES, '-s', 'base')).code).toBe(0)
    expect((await search('-MM', '-b', SERVICES, '-s', 'base')).code).toBe(0)
  })

  test('the server’s own entries', async () => {
    const root = await search('-s', 'base', '-b', '', '+')
    expect(root.out).toContain('namingContexts: o=nhs\nsubschemaSubentry: cn=Subschema\n')
    const schema = await search(
      '-s',
      'base',
      '-b',
      'cn=Subschema',
      '(objectClass=subschema)',
      'objectClasses',
    )
    expect(schema.out).toMatch(/objectClasses: \( [\d.]+ NAME 'nhsAs' /)
  })
})

describe('the other tools', () => {
  test('ldapwhoami: nobody, or who is bound', async () => {
    expect((await run('ldapwhoami', [])).out).toBe('anonymous\n')
    const name = ['-D', 'cn=supplier', '-w', 'secret']
    expect((await run('ldapwhoami', name)).out).toBe('dn:cn=supplier\n')
    const person = ['-D', 'uid=555073103100,ou=People,o=nhs', '-w', 'secret']
    expect((await run('ldapwhoami', person)).code).toBe(49)
  })

  test('ldapcompare', async () => {
    const system = 'uniqueIdentifier=200000000117,ou=Services,o=nhs'
    expect((await run('ldapcompare', [system, 'nhsMHSPartyKey:r69-800117'])).code).toBe(6)
    expect((await run('ldapcompare', [system, 'nhsIDCode:r69'])).code).toBe(5)
  })

  test('ldapadd, ldapmodify, ldapdelete, ldapmodrdn: clients only read', async () => {
    const system = 'uniqueIdentifier=200000000117,ou=Services,o=nhs'
    const change = `dn: ${system}\nchangetype: modify\nreplace: nhsIDCode\nnhsIDCode: RZZ\n`
    const entry = 'dn: uid=1,ou=People,o=nhs\nobjectClass: nhsPerson\nuid: 1\ncn: A\nsn: A\n'
    const name = ['-D', 'cn=supplier', '-w', 'secret']
    for (const [bound, code] of [
      [[], 8],
      [name, 50],
    ] as const) {
      expect((await run('ldapmodify', bound, change)).code).toBe(code)
      expect((await run('ldapadd', bound, entry)).code).toBe(code)
      expect((await run('ldapdelete', [...bound, system])).code).toBe(code)
      expect((await run('ldapmodrdn', [...bound, system, 'uniqueIdentifier=1'])).code).toBe(code)
    }
  })

  test('TLS: by ldaps, not by StartTLS', async () => {
    const base = ['-LLL', '-s', 'base', '-b', SERVICES]
    const secure = await run('ldapsearch', base, '', sandbox.ldapsUrl as string)
    expect([secure.code, names(secure)]).toEqual([0, ['Services']])
    expect((await run('ldapsearch', ['-Z', ...base])).code).toBe(0)
    expect((await run('ldapsearch', ['-ZZ', ...base])).errors).toContain('Protocol error (2)')
  })

  test('a world by the name that is bound', async () => {
    const { name } = sandbox.world('tools')
    const found = await search('-D', `cn=me,world=${name}`, '-w', '', '-s', 'base', '-b', SERVICES)
    expect(found.code).toBe(0)
    expect(sandbox.world(name).journal.exchanges('ldap-search')).toHaveLength(1)
    expect((await search('-D', 'world=nowhere', '-w', '', '-b', SERVICES)).code).toBe(49)
  })
})
