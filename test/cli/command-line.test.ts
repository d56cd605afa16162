import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'ldapts'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readServeOptions, variableOf } from '../../src/cli/commands/serve/options.js'
import { welcome } from '../../src/cli/commands/serve/welcome.js'
import { assemble } from '../../src/library/assemble.js'
import { request } from '../support/client.js'
import { booking, COMM_RULE, newReferral, slotQuery } from '../support/ers-bodies.js'
import { installPackage } from '../support/installed.js'

let bin: string
let folder: string
let children: ReturnType<typeof spawn>[] = []

beforeAll(async () => {
  bin = join(await installPackage(), 'dist/cli/bin.js')
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ers-sandbox-'))
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  children = []
  rmSync(folder, { recursive: true, force: true })
})

function run(...args: string[]) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let output = ''
  child.stdout?.on('data', (data) => {
    output += data
  })
  child.stderr?.on('data', (data) => {
    output += data
  })
  return {
    child,
    output: () => output,
    exit: async () => [(await once(child, 'exit'))[0] as number | null, output] as const,
    async ready(): Promise<string> {
      while (!/is ready: (\S+)/.test(output)) {
        if (child.exitCode !== null) throw new Error(output)
        await once(child.stdout as NodeJS.ReadableStream, 'data')
      }
      return /is ready: (\S+)/.exec(output)?.[1] as string
    },
  }
}

describe('serve', () => {
  test('prints what a newcomer needs, answers, and stops gracefully', async () => {
    const secure = ['--tls', '--tls-port', '0', '--mtls', 'strict']
    const sandbox = run('--port', '0', '--ldap-port', '0', ...secure)
    const url = await sandbox.ready()
    expect((await request(`${url}/_sandbox/health`)).json.status).toBe('pass')
    for (const expected of ['client id', 'private key', 'test user', 'curl -s', '/referrals/FHIR'])
      expect(sandbox.output()).toContain(expected)
    expect(sandbox.output()).toMatch(
      /HTTPS +https:\/\/127\.0\.0\.1:\d+ {2}\(messages need a certificate of their party\)/,
    )
    expect(sandbox.output()).toContain(`curl -s ${url}/_sandbox/certificates/ca.pem -o ca.pem`)
    const directory = new Client({ url: /ldap:\/\/\S+/.exec(sandbox.output())?.[0] as string })
    expect((await directory.search('o=nhs', { scope: 'base' })).searchEntries).toHaveLength(1)
    sandbox.child.kill('SIGTERM')
    expect((await sandbox.exit())[0]).toBe(0)
  })

  test('says clearly when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const [code, output] = await run('--port', String(port)).exit()
    server.close()
    expect(code).toBe(1)
    expect(output).toBe(
      `ers-sandbox: Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another with --port (0 for any free one).\n`,
    )
  })

  test('loses nothing that it has answered when it is killed', async () => {
    const first = run('--port', '0', '--data', folder)
    const url = await first.ready()
    const token = async (base: string) =>
      (
        await request(`${base}/_sandbox/tokens`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ user: '021600556514' }),
        })
      ).json.access_token
    const headers = async (base: string) => ({
      Authorization: `Bearer ${await token(base)}`,
      'NHSD-End-User-Organisation-ODS': 'R69',
      'NHSD-eRS-Business-Function': 'REFERRING_CLINICIAN',
      'Content-Type': 'application/fhir+json',
      ...COMM_RULE,
    })
    const gp = await headers(url)
    const fhir = `${url}/referrals/FHIR/STU3`
    const referral = await request(`${fhir}/ReferralRequest/$ers.createReferral`, {
      method: 'POST',
      headers: gp,
      body: JSON.stringify(newReferral()),
    })
    const slots = await request(`${fhir}/Slot?${slotQuery('11000')}`, { headers: gp })
    const slot = slots.json.entry[0].resource
    const booked = await request(`${fhir}/Appointment`, {
      method: 'POST',
      headers: gp,
      body: JSON.stringify(
        booking(
          { ubrn: referral.json.id, version: referral.json.meta.versionId, service: '11000' },
          slot,
        ),
      ),
    })
    expect(booked.status, booked.text).toBe(201)
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')

    const second = run('--port', '0', '--data', folder)
    const again = await second.ready()
    const kept = await request(`${again}/referrals/FHIR/STU3/Appointment/${booked.json.id}`, {
      headers: gp,
    })
    expect(kept.json).toEqual(booked.json)
    const free = await request(`${again}/referrals/FHIR/STU3/Slot?${slotQuery('11000')}`, {
      headers: gp,
    })
    expect(free.text).not.toContain(`Slot/${slot.id}"`)
  })
})

test('a data set that cannot be used is explained, and nothing starts', async () => {
  writeFileSync(join(folder, 'organisations.json'), '[{ "odsCode": "A1", "colour": "red" }]')
  const [code, output] = await run('--port', '0', '--seed', folder).exit()
  expect(code).toBe(1)
  expect(output).toContain('cannot be used')
  expect(output).toContain('organisations.json, record 1 (A1)')
})

test('a data folder that cannot be written is said so', async () => {
  writeFileSync(join(folder, 'file'), '')
  const [code, output] = await run('--port', '0', '--data', join(folder, 'file')).exit()
  expect(code).toBe(1)
  expect(output).toContain(join(folder, 'file'))
  expect(output).not.toContain('    at ')
})

describe('the other commands', () => {
  test('token prints a token, or says what is wrong', async () => {
    const url = await run('--port', '0').ready()
    const [code, output] = await run('token', '--user', '021600556514', '--url', url).exit()
    expect([code, output]).toEqual([0, expect.stringMatching(/^[A-Za-z0-9]{28}\n$/)])
    const unknown = await run('token', '--user', 'nobody', '--url', url).exit()
    expect(unknown).toEqual([1, expect.stringContaining("There is no test user 'nobody'")])
    const nowhere = await run('token', '--url', 'http://127.0.0.1:1').exit()
    expect(nowhere).toEqual([1, expect.stringContaining('Start the sandbox first')])
  })

  test('seed check passes the standard set and explains a broken one', async () => {
    const standard = new URL('../../seed/standard', import.meta.url).pathname
    const [code, output] = await run('seed', 'check', standard).exit()
    expect([code, output]).toEqual([0, expect.stringContaining('no problems')])
    const missing = await run('seed', 'check', join(folder, 'none')).exit()
    expect(missing[0]).toBe(1)
  })

  test.each([
    [['fly'], "there is no command 'fly'"],
    [['--port', 'many'], '--port takes a whole number'],
    [['--colour'], "Unknown option '--colour'"],
    [['seed'], 'say which folder'],
  ])('%j is explained, with exit code 2', async (args, expected) => {
    expect(await run(...args).exit()).toEqual([2, expect.stringContaining(expected)])
  })

  test('help and version need nothing', async () => {
    expect((await run('--help').exit())[1]).toContain('Usage: ers-sandbox')
    expect((await run('serve', '--help').exit())[1]).toContain('ERS_SANDBOX_PORT')
    expect((await run('--version').exit())[1]).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('options', () => {
  test('come from flags, and where those are absent from the environment', () => {
    const environment = { ERS_SANDBOX_PORT: '1', ERS_SANDBOX_LOG: 'json', ERS_SANDBOX_MASK: 'true' }
    expect(readServeOptions(['--port', '2'], environment)).toEqual({
      port: 2,
      log: 'json',
      mask: true,
    })
    expect(variableOf('seed-number')).toBe('ERS_SANDBOX_SEED_NUMBER')
  })

  test('of strictness are read', () => {
    expect(readServeOptions(['--strict'], {})).toEqual({ strict: true })
    expect(readServeOptions([], { ERS_SANDBOX_STRICT_RULES: 'ers.*, !pds.*' })).toEqual({
      strict: ['ers.*', '!pds.*'],
    })
  })

  test('of TLS are read', () => {
    expect(
      readServeOptions(
        ['--tls', '--tls-port', '0', '--tls-host', 'a.test, b.test', '--tls-key-kind', 'rsa'],
        { ERS_SANDBOX_MTLS: 'strict', ERS_SANDBOX_TLS_CA: 'one.pem,two.pem' },
      ),
    ).toEqual({
      tls: true,
      tlsPort: 0,
      tlsHosts: ['a.test', 'b.test'],
      tlsKeyKind: 'rsa',
      tlsCa: ['one.pem', 'two.pem'],
      mtls: 'strict',
    })
  })

  test('of HTTPS are refused where nobody listens for it', () => {
    expect(() => readServeOptions(['--tls-port', '1'], {})).toThrow('--tls-port needs --tls')
    expect(() => readServeOptions(['--mtls', 'request'], {})).toThrow('--mtls needs --tls')
    expect(readServeOptions(['--tls-port', '1'], { ERS_SANDBOX_TLS: 'true' }).tlsPort).toBe(1)
  })

  test('that belong together are joined', () => {
    expect(
      readServeOptions(
        [
          '--now',
          '2026-06-01T09:00:00Z',
          '--freeze',
          '--journal-megabytes',
          '1',
          '--journal-exchanges',
          '5',
        ],
        {},
      ),
    ).toEqual({
      clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
      journal: { bytes: 1_048_576, exchanges: 5 },
    })
  })

  test('say where LDAP is, and whether', () => {
    const ldap = (args: string[], environment = {}) => readServeOptions(args, environment)
    expect(ldap([])).toEqual({})
    expect(ldap(['--ldap-port', '389', '--ldaps-port', '0'])).toEqual({ ldap: 389, ldaps: true })
    expect(ldap(['--ldap-port', '0'])).toEqual({ ldap: true })
    expect(ldap(['--no-ldap'])).toEqual({ ldap: false })
    expect(ldap([], { ERS_SANDBOX_NO_LDAP: 'true' })).toEqual({ ldap: false })
    expect(ldap([], { ERS_SANDBOX_NO_LDAP: 'false' })).toEqual({})
  })

  test('that nobody gave cost no start: a usual port of LDAP that is taken is told', async () => {
    const sandbox = await assemble({ ldap: 'usual' })
    const told = (ldapUrl?: string) =>
      welcome(sandbox, { url: 'http://a', ...(ldapUrl === undefined ? {} : { ldapUrl }) })
    expect(told()).toContain('port 1389 is taken (--ldap-port chooses another)')
    expect(told('ldap://127.0.0.1:1389')).toContain('ldap://127.0.0.1:1389  (base: o=nhs)')
    await sandbox.close()
  })

  test.each([
    ['--log', 'loud'],
    ['--ldap-port', '70000'],
    ['--now', 'tomorrow'],
    ['--public-url', 'spine'],
    ['--patients', '9999999'],
    ['--mtls', 'perhaps'],
    ['--tls-port', '99999'],
    ['--tls-key-kind', 'dsa'],
  ])('%s %s is refused in words', (flag, value) => {
    expect(() => readServeOptions([flag, value], {})).toThrow(`${flag} takes`)
  })
})
