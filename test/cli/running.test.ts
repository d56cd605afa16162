import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningSandbox, type SandboxWorld, startSandbox } from '../../src/library/index.js'
import { type Run, run } from './support.js'

let sandbox: RunningSandbox
let world: SandboxWorld
let folder: string
let number = 0

beforeAll(async () => {
  sandbox = await startSandbox({
    clock: { start: Date.parse('2026-06-01T09:00:00Z'), frozen: true },
  })
  folder = mkdtempSync(join(tmpdir(), 'ers-running-'))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  world = sandbox.world(`cli-${++number}`)
})

/** Runs a command against this test's world. */
const tell = (...args: string[]): Promise<Run> =>
  run(...args, '--url', sandbox.url, '--world', world.name)

const call = (path: string): Promise<Response> => fetch(`${world.url}${path}`)

describe('world', () => {
  test('makes, copies, lists, resets and deletes', async () => {
    const name = `made-${number}`
    expect(
      (await tell('world', 'create', name, '--start', '2026-07-01T09:00:00Z', '--frozen')).output,
    ).toMatch(new RegExp(`^${name} +2026-07-01T09:00:00.000Z +frozen +/worlds/${name}`))
    expect((await tell('world', 'copy', name, `${name}-too`)).code).toBe(0)
    const { output } = await tell('world', 'list')
    expect(output).toContain(`${name}-too`)
    expect((await tell('world', 'reset', name)).output).toContain('2026-07-01T09:00:00.000Z')
    expect((await tell('world', 'delete', name)).output).toBe(`${name} is gone\n`)
    const again = await tell('world', 'delete', name)
    expect([again.code, again.complaint]).toEqual([1, `ers-sandbox: there is no world '${name}'\n`])
  })
})

describe('clock', () => {
  test.each([
    [['show'], '2026-06-01T09:00:00.000Z  frozen\n'],
    [['advance', '2h30m'], '2026-06-01T11:30:00.000Z  frozen\n'],
    [['advance', '2026-06-02T09:00:00Z'], '2026-06-02T09:00:00.000Z  frozen\n'],
    [['freeze', '2026-08-01T09:00:00Z'], '2026-08-01T09:00:00.000Z  frozen\n'],
    [['idle'], '2026-06-01T09:00:00.000Z  frozen  nothing is due any more\n'],
  ])('%j', async (words, output) => {
    expect(await tell('clock', ...words)).toEqual({ code: 0, output, complaint: '' })
  })

  test('runs', async () => {
    expect((await tell('clock', 'run')).output).toContain('real')
  })

  test.each(['soon', '10', '2x', '5m later'])('refuses the span %s', async (span) => {
    expect(await tell('clock', 'advance', span)).toMatchObject({
      code: 2,
      complaint: expect.stringContaining('write it as 90s, 2h30m or 14d'),
    })
  })
})

describe('snapshot', () => {
  test('saves, lists, exports, imports, restores and deletes', async () => {
    const name = `kept-${number}`
    const file = join(folder, 'kept.snapshot')
    expect((await tell('snapshot', 'save', name)).output).toContain(world.name)
    await world.clock.advance(60_000)
    expect((await tell('snapshot', 'restore', name)).output).toBe(
      `world ${world.name} is at 2026-06-01T09:00:00.000Z\n`,
    )
    expect((await tell('snapshot', 'export', name, file)).code).toBe(0)
    expect((await tell('snapshot', 'import', `${name}-too`, file)).output).toContain(world.name)
    expect((await tell('snapshot', 'list')).output).toContain(`${name}-too`)
    expect((await tell('snapshot', 'delete', name)).code).toBe(0)
    expect((await tell('snapshot', 'restore', name)).complaint).toContain('there is no snapshot')
  })

  test('says what is wrong with a file', async () => {
    const file = join(folder, 'none.snapshot')
    writeFileSync(file, 'hello')
    expect(await tell('snapshot', 'import', 'x', file)).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('not a snapshot'),
    })
    expect((await tell('snapshot', 'import', 'x', join(folder, 'nowhere'))).code).toBe(2)
  })
})

describe('journal', () => {
  test('lists, shows, exports and clears', async () => {
    await call('/spine-directory/FHIR/R4/Device')
    const { output } = await tell('journal')
    expect(output).toMatch(
      /^1 +2026-06-01T09:00:00 +401 .*GET .*\/spine-directory\/FHIR\/R4\/Device\n {4}! /,
    )
    expect((await tell('journal', 'show', '1')).output).toContain('OperationOutcome')
    const file = join(folder, 'run.har')
    expect((await tell('journal', 'export', file, '--service', 'sds')).output).toBe(
      `${file}: 1 exchanges\n`,
    )
    expect(JSON.parse(readFileSync(file, 'utf8')).log.version).toBe('1.2')
    await tell('journal', 'clear')
    expect((await tell('journal')).output).toBe('no exchanges\n')
  })

  test('verifies with an exit code, and says what came near', async () => {
    await call('/spine-directory/FHIR/R4/Device')
    expect((await tell('journal', 'verify', '--service', 'sds', '--exactly', '1')).code).toBe(0)
    const { code, output } = await tell('journal', 'verify', '--service', 'sds', '--status', '200')
    expect([code, output]).toEqual([1, expect.stringContaining('status is 401, not 200')])
  })

  test('waits', async () => {
    const waiting = tell('journal', 'wait', '--service', 'sds')
    await call('/spine-directory/FHIR/R4/Device')
    expect(await waiting).toMatchObject({ code: 0, output: 'they have come\n' })
    expect((await tell('journal', 'wait', '--status', '999', '--timeout', '0')).code).toBe(1)
  })
})

describe('fault', () => {
  test('breaks, lists and mends', async () => {
    const added = await tell('fault', 'add', '--service', 'sds', '--answer', '503', '--times', '1')
    expect(added.output).toMatch(/^1 +sds +ANSWER 503 +met 0, struck 0/)
    expect((await call('/spine-directory/FHIR/R4/Device')).status).toBe(503)
    expect((await tell('fault')).output).toContain('met 1, struck 1')
    expect((await tell('fault', 'remove')).output).toBe('mended\n')
    expect((await tell('fault')).output).toBe('nothing is broken\n')
  })

  test.each([
    [['--drop'], 'DROP'],
    [['--delay', '100-200'], 'DELAY 100 200'],
    [['--lose-answer', '--nth', '2'], 'LOSE_ANSWER'],
    [['--fail', 'SERVER_ERROR', '--service', 'sds', '--probability', '0.5'], 'FAIL SERVER_ERROR'],
    [['--slow', '50'], 'SLOW_BODY 50'],
    [['--cut'], 'CUT_BODY'],
    [['--duplicate', '--service', 'tms-delivery', '--party', 'A-1'], 'DUPLICATE'],
  ])('takes %j', async (words, shown) => {
    expect((await tell('fault', 'add', ...words)).output).toContain(shown)
  })

  test.each([
    [[], 'say one effect'],
    [['--drop', '--cut'], 'say one effect'],
    [['--delay', 'long'], '--delay is a number'],
    [['--drop', '--probability', '2'], '--probability is a number from 0 to 1'],
  ])('refuses %j', async (words, complaint) => {
    expect(await tell('fault', 'add', ...words)).toMatchObject({
      code: 2,
      complaint: expect.stringContaining(complaint),
    })
  })

  test('names the failures that are documented', async () => {
    expect((await tell('fault', 'failures')).output).toMatch(/sds .*GATEWAY_TIMEOUT/)
  })
})

test('findings are told by rule, with an exit code where asked for', async () => {
  expect((await tell('findings', '--fail')).output).toBe('no findings\n')
  await call('/spine-directory/FHIR/R4/Device')
  expect((await tell('findings')).output).toMatch(/^1x /)
  expect((await tell('findings', '--fail')).code).toBe(1)
  expect((await tell('findings', 'rules')).output).toMatch(/^\* ers\.deprecated-operation +An op/m)
})

describe('doctor', () => {
  test('finds nothing in the way', async () => {
    const { code, output } = await run('doctor', '--port', '0', '--data', folder)
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/ok +Node[\s\S]*ok +SQLite[\s\S]*ok +data/),
    ])
  })

  test('says what is in the way', async () => {
    const { port } = new URL(sandbox.url)
    const { code, output } = await run('doctor', '--port', port, '--seed', join(folder, 'nowhere'))
    expect([code, output]).toEqual([1, expect.stringMatching(/NO +port +\d+ is in use/)])
  })
})

describe('exec', () => {
  const program = (code: string): string[] => ['--', process.execPath, '-e', code]

  test('runs a program with the addresses of a sandbox, and answers its exit code', async () => {
    const code = `fetch(process.env.ERS_SANDBOX_URL + '/_sandbox/health').then((a) => process.exit(a.status === 200 && process.env.ERS_SANDBOX_CLIENT_ID === 'SandboxDemoApplication0000000001' ? 7 : 1))`
    expect((await run('exec', '--frozen', ...program(code))).code).toBe(7)
  })

  test('fails on findings where asked to', async () => {
    const code = `fetch(process.env.ERS_SANDBOX_SDS_URL + '/Device')`
    expect((await run('exec', ...program(code))).code).toBe(0)
    expect((await run('exec', '--fail-on-findings', ...program(code))).code).toBe(1)
  })

  test('refuses what findings advise against where asked to', async () => {
    const code = `fetch(process.env.ERS_SANDBOX_URL + '/_sandbox/settings').then((a) => a.json()).then((a) => process.exit(a.strict.length))`
    expect((await run('exec', ...program(code))).code).toBe(0)
    expect((await run('exec', '--strict', ...program(code))).code).toBe(1)
  })

  test.each([
    [['npm', 'test'], 'put -- before the command'],
    [['--'], 'say what is to run'],
    [['--start', 'noon', '--', 'true'], 'is no moment'],
  ])('refuses %j', async (words, complaint) => {
    expect(await run('exec', ...words)).toMatchObject({
      code: 2,
      complaint: expect.stringContaining(complaint),
    })
  })

  test('says that there is no such program', async () => {
    expect(await run('exec', '--', 'no-such-program')).toMatchObject({
      code: 1,
      complaint: "ers-sandbox: there is no program 'no-such-program'\n",
    })
  })
})

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s knows commands, verbs and options', async (shell) => {
    const { code, output } = await run('completion', shell)
    expect(code).toBe(0)
    for (const word of ['snapshot', 'restore', 'at-least']) expect(output).toContain(word)
  })

  test('of another shell is refused', async () => {
    expect((await run('completion', 'tcsh')).code).toBe(2)
  })
})
