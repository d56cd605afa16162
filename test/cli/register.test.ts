import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { type Run, run } from './support.js'

let sandbox: RunningSandbox
let folder: string

beforeAll(async () => {
  sandbox = await startSandbox()
  folder = mkdtempSync(join(tmpdir(), 'ers-sandbox-'))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The same against the sandbox, with the answer of the control API. */
const ask = async (...args: string[]) => {
  const { code, output, complaint } = await run(...args, '--json', '--url', sandbox.url)
  expect([code, complaint]).toEqual([0, ''])
  return JSON.parse(output)
}

const tell = (...args: string[]): Promise<Run> => run(...args, '--url', sandbox.url)

describe('app', () => {
  test('adds, shows, changes, lists and removes', async () => {
    const added = await tell('app', 'add', 'My system', '--callback', 'https://a.example/back')
    expect(added.code).toBe(0)
    for (const part of [
      'client id',
      'My system',
      'secret',
      'https://a.example/back',
      'PRIVATE KEY',
    ])
      expect(added.output).toContain(part)
    const clientId = /^client id +(\w{32})$/m.exec(added.output)?.[1] as string
    expect(await ask('app', 'show', clientId)).toMatchObject({ name: 'My system' })
    expect(await ask('app', 'change', clientId, '--status', 'revoked')).toMatchObject({
      status: 'revoked',
      callback: 'https://a.example/back',
    })
    expect((await tell('app', 'list')).output).toMatch(
      new RegExp(`^${clientId} +revoked +My system$`, 'm'),
    )
    expect((await tell('app', 'remove', clientId)).output).toBe(`removed ${clientId}\n`)
    expect(await tell('app', 'show', clientId)).toEqual({
      code: 1,
      output: '',
      complaint: `ers-sandbox: there is no application '${clientId}'\n`,
    })
  })

  test('takes keys from a file, and all that an application-restricted one needs', async () => {
    const file = join(folder, 'jwks.json')
    writeFileSync(file, '{"keys":[{"kty":"RSA","kid":"mine","n":"AQAB","e":"AQAB"}]}')
    const flags = ['--jwks', file, '--product', 'e-referrals-service-api', '--no-asid']
    const restricted = ['--organisation', 'R69', '--function', 'REFERRER_AUTHORISED_APPLICATION']
    const more = ['--user-id', '200000000099', '--allow', 'R69', '--allow', 'RCD']
    const switches = ['--flow-variables', '{"pds":{"asid-required":false}}']
    const json = await ask('app', 'add', 'Batch', ...flags, ...restricted, ...more, ...switches)
    expect(json).toMatchObject({
      keys: [{ kid: 'mine' }],
      appRestricted: {
        odsCode: 'R69',
        businessFunction: 'REFERRER_AUTHORISED_APPLICATION',
        userId: '200000000099',
      },
      allowedOrganisations: ['R69', 'RCD'],
      flowVariables: { pds: { 'asid-required': false } },
    })
    expect(json).not.toHaveProperty('asid')
    expect(json.scopes.join()).not.toContain('personal-demographics')
    const bare = await ask('app', 'change', json.clientId, '--no-keys', '--allow-all')
    for (const name of ['keys', 'allowedOrganisations']) expect(bare).not.toHaveProperty(name)
    const own = await ask('app', 'change', json.clientId, '--sandbox-key')
    expect(own.privateKey).toContain('PRIVATE KEY')
  })
})

describe('user and role', () => {
  test('a new person who can log in, at another level, in one more role, and away again', async () => {
    const who = ['--given', 'Ada', '--family', 'Newcomer', '--title', 'Dr', '--ial', '3']
    const where = ['--organisation', 'R69', '--function', 'REFERRING_CLINICIAN']
    const { username, ...rest } = await ask('user', 'add', ...who, ...where, '--activity', 'B0825')
    expect(rest).toMatchObject({
      name: 'Dr Ada Newcomer',
      organisations: [{ odsCode: 'R69', businessFunctions: ['REFERRING_CLINICIAN'] }],
    })
    expect((await tell('user', 'change', username, '--aal', '2')).output).toContain('AAL2 (TOTP)')
    const added = await ask('role', 'add', username, '--organisation', 'RCD', '--activity', 'B1110')
    expect(added.businessFunctions).toEqual(['SERVICE_PROVIDER_CLINICIAN'])
    expect(await ask('role', 'list', username)).toHaveLength(2)
    expect((await tell('role', 'remove', username, added.roleId)).code).toBe(0)
    const { output } = await tell('role', 'list', username)
    expect(output).toMatch(/^\d{12} {2}R69 {2}R8000 {2}B0825,B1101 {2}REFERRING_CLINICIAN\n$/)
    expect((await tell('user', 'log-out', username)).output).toBe('0 sessions ended\n')
    expect((await tell('user', 'remove', username)).code).toBe(0)
    expect((await tell('user', 'list')).output).not.toContain(username)
  })

  test('a patient, in a world of its own', async () => {
    sandbox.world('cli')
    const added = await ask(
      'user',
      'add',
      '--nhs-number',
      '9000000009',
      '--proofing',
      'P5',
      '--world',
      'cli',
    )
    expect(added).toMatchObject({ provider: 'nhs-login', vectorOfTrust: 'P5.Cp.Cd' })
    const shown = await tell('user', 'show', '9000000009', '--world', 'cli')
    expect(shown.output).toContain('P5 (P5.Cp.Cd)')
    expect((await tell('user', 'show', '9000000009')).complaint).toContain('no test user')
  })
})

describe('what is wrong is said', () => {
  test.each<[string[], string]>([
    [['app'], 'say what to do: ers-sandbox app list|show|add|change|remove'],
    [['app', 'fly'], 'see ers-sandbox app --help'],
    [['app', 'add'], 'say which: app add NAME'],
    [['app', 'add', 'One', 'Two'], "'Two' is one word too many"],
    [['app', 'add', 'One', '--colour', 'red'], "Unknown option '--colour'"],
    [['app', 'add', 'One', '--jwks', '/nowhere'], "--jwks '/nowhere' cannot be read"],
    [['app', 'add', 'One', '--flow-variables', '{'], "--flow-variables '{' cannot be read"],
    [['user', 'change', 'x', '--aal', 'high'], '--aal is a number'],
    [['role', 'remove', '021600556514'], 'say which: role remove USER-ID ROLE-ID'],
  ])('%j, with exit code 2', async (args, expected) => {
    const { code, complaint } = await run(...args)
    expect([code, complaint]).toEqual([2, expect.stringContaining(expected)])
  })

  test.each<[string[], string]>([
    [['user', 'add'], 'userId: name a practitioner of this world'],
    [['user', 'add', '--given', 'A'], 'person.family'],
    [['role', 'add', '021600556514'], 'odsCode'],
    [['role', 'add', '021600556514', '--organisation', 'NONE'], "no organisation 'NONE'"],
    [['app', 'list', '--world', 'none'], "no world 'none'"],
  ])('%j, in the words of the control API', async (args, expected) => {
    const { code, complaint } = await tell(...args)
    expect([code, complaint]).toEqual([1, expect.stringContaining(expected)])
  })

  test('that nothing answers, or something else does', async () => {
    const nobody = await run('app', 'list', '--url', 'http://127.0.0.1:1')
    expect([nobody.code, nobody.complaint]).toEqual([
      1,
      expect.stringContaining('Start the sandbox first'),
    ])
    const other = createServer((_request, response) => response.end('<html>')).listen(0)
    const { port } = other.address() as AddressInfo
    const wrong = await run('app', 'list', '--url', `http://127.0.0.1:${port}`)
    other.close()
    expect([wrong.code, wrong.complaint]).toEqual([
      1,
      `ers-sandbox: what answers at http://127.0.0.1:${port} is no ers-sandbox (status 200).\n`,
    ])
  })
})

test.each(['app', 'user', 'role'])(
  '%s --help has every verb, the options and examples',
  async (name) => {
    const { code, output } = await run(name, '--help')
    expect(code).toBe(0)
    for (const part of [
      `ers-sandbox ${name} add`,
      `ers-sandbox ${name} list`,
      '--json',
      'Examples:',
    ])
      expect(output).toContain(part)
  },
)

describe('ticket', () => {
  test('puts a smartcard in, prints its ticket, and takes the card out', async () => {
    const { code, output } = await tell('ticket', '--user', '921600556514', '--organisation', 'R69')
    expect([code, output]).toEqual([0, expect.stringMatching(/^AQIC5wM2LY4Sfc\S+=#\n$/)])
    const valid = async () => {
      const query = new URLSearchParams({ tokenid: output.trim() })
      return (await fetch(`${sandbox.url}/identity/isTokenValid?${query}`)).text()
    }
    expect(await valid()).toBe('boolean=true\n')
    expect(await tell('ticket', '--user', '921600556514', '--remove')).toEqual({
      code: 0,
      output: '',
      complaint: '',
    })
    expect(await valid()).toBe('boolean=false\n')
  })

  test.each<[string[], number, string]>([
    [[], 2, 'say whose card it is with --user; see ers-sandbox ticket --help'],
    [['--card', 'x'], 2, "Unknown option '--card'; see ers-sandbox ticket --help"],
    [['--user', '999999999999'], 1, "there is no active person '999999999999'"],
    [
      ['--user', '103264994981', '--role', '600000000121'],
      1,
      "'103264994981' has no role profile 600000000121; there are:",
    ],
  ])('says what is wrong with %j', async (args, code, words) => {
    const told = await tell('ticket', ...args)
    expect([told.code, told.complaint]).toEqual([
      code,
      expect.stringContaining(`ers-sandbox: ${words}`),
    ])
  })
})

describe('sds', () => {
  test('registers a system and says what to configure', async () => {
    const added = await tell(
      ...['sds', 'add-system', '--organisation', 'RZZ', '--preset', 'hospital'],
      ...['--endpoint', 'https://localhost:8443/mhs', '--description', 'My PAS'],
    )
    expect([added.code, added.complaint]).toEqual([0, ''])
    for (const part of [
      /^ASID +9993\d{8}$/m,
      /^party key +RZZ-9\d{5}$/m,
      /^SDS FHIR API +http:.*\/spine-directory\/FHIR\/R4$/m,
      /^may use +urn:nhs:names:services:ebs:/m,
      /^S9993\d{8} +urn:nhs:names:services:ebs:PRSC_IN080000UK07 +https:\/\/localhost:8443\/mhs$/m,
    ])
      expect(added.output).toMatch(part)
    const asid = /^ASID +(\d+)$/m.exec(added.output)?.[1] as string
    expect((await tell('sds', 'show', asid)).output).toBe(added.output)
    expect((await tell('sds', 'list', '--organisation', 'RZZ')).output).toMatch(
      new RegExp(`^${asid} +RZZ +RZZ-9\\d{5} +\\d+ interactions +My PAS$`, 'm'),
    )
    expect((await tell('sds', 'remove', asid)).output).toBe(`removed ${asid} and 4 endpoints\n`)
    expect((await tell('sds', 'list', '--organisation', 'ZZZ9')).output).toBe('no systems\n')
  })

  test('registers one of given interactions, and says what is odd', async () => {
    const given = ['--organisation', 'ODS1', '--asid', '123456789012', '--party-key', 'KEY-1']
    const json = await ask('sds', 'add-system', ...given, '--interaction', 'ers:X')
    expect(json.system).toMatchObject({
      asid: '123456789012',
      partyKey: 'KEY-1',
      interactions: ['urn:nhs:names:services:ers:X'],
    })
    const shown = await tell('sds', 'show', '123456789012')
    expect(shown.output).toContain("note: the directory has no organisation 'ODS1'")
    expect((await tell('sds', 'remove', '123456789012', '--keep-endpoints')).code).toBe(0)
  })
})
