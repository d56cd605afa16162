import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main.js'
import { type RunningSandbox, startSandbox } from '../../src/library/index.js'
import { shippedFile, shippedNames } from '../../src/scenario/shipped.js'

let sandbox: RunningSandbox
let folder: string
beforeAll(async () => {
  sandbox = await startSandbox()
  folder = mkdtempSync(join(tmpdir(), 'scenario-'))
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await sandbox.close()
})

/** Runs the command line in this process; the exit code, and what it wrote. */
async function run(...args: string[]): Promise<[number, string]> {
  let output = ''
  const write = (text: string | Uint8Array): boolean => {
    output += text
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(write)
  vi.spyOn(process.stderr, 'write').mockImplementation(write)
  const code = await main(args)
  vi.restoreAllMocks()
  return [code, output]
}

const here = (world: string) => ['--against', sandbox.url, '--world', world]

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const guide = (): string =>
  readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8')

describe('the scenarios of the package', () => {
  test.each(shippedNames())('%s ends well', async (name) => {
    const [code, output] = await run('play', name, ...here(name), '--json')
    const { failure, state } = JSON.parse(output)
    expect([code, state, failure]).toEqual([0, 'PASSED', undefined])
  })

  test.each(shippedNames())('%s helps trainers and their editors', (name) => {
    const text = readFileSync(shippedFile(name) as string, 'utf8')
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json')
    expect(text).toMatch(/description: >\n( {2}.*\n){3}/)
  })

  test('are eight stories or more', () => {
    expect(shippedNames().length).toBeGreaterThanOrEqual(8)
  })
})

describe('ers-sandbox play', () => {
  test('starts a sandbox of its own, and tells the story to a room', async () => {
    const [, story] = /<!-- first story -->\n```yaml\n(.*?)```/s.exec(guide()) ?? []
    const [code, output] = await run('play', file('first-story.yaml', story as string))
    expect(code).toBe(0)
    expect(output).toMatch(/^My first story\n\nA GP refers a patient/)
    expect(output).toMatch(/World: http:\/\/127\.0\.0\.1:\d+\/worlds\/default/)
    expect(output).toContain('  2  Dr Pellworth, GP refers the patient to service 11000 (routine).')
    expect(output).toContain('The story ended well, after 7 steps.')
  })

  test('ends with 1 where the story fails, and writes what a CI job reads', async () => {
    const path = file(
      'fails.yaml',
      'title: T\ndescription: D\nsteps:\n  - expect: { that: a, is: b }\n',
    )
    const report = join(folder, 'report.xml')
    const [code, output] = await run('play', path, ...here('fails'), '--junit', report)
    expect(code).toBe(1)
    expect(output).toContain(`at        ${path}:4:5`)
    expect(readFileSync(report, 'utf8')).toContain('failures="1"')
  })

  test('ends with 2 where the file is wrong, with every mistake', async () => {
    const path = file('wrong.yaml', 'title: T\ndescription: D\nsteps:\n  - bok\n  - reffer\n')
    const [code, output] = await run('play', path)
    expect(code).toBe(2)
    expect(output).toBe(
      `${path}:4:5: there is no step 'bok'; did you mean 'book'?\n${path}:5:5: there is no step 'reffer'; did you mean 'refer'?\n2 problems\n`,
    )
    const [, json] = await run('play', path, '--json')
    expect(JSON.parse(json).problems[0]).toMatchObject({ file: path, line: 4, column: 5 })
  })

  test('only checks with --check', async () => {
    expect(await run('play', 'no-slots', '--check')).toEqual([
      0,
      expect.stringMatching(/no-slots\.yaml: no problems\n$/),
    ])
  })

  test('plays a shipped story at another clinic, as the guide says', async () => {
    const [, name = '', setting = ''] = /play (\S+) --var (\S+)`/.exec(guide()) ?? []
    const [code] = await run('play', name, ...here('elsewhere'), '--var', setting, '--json')
    expect([name, code]).toEqual([expect.stringMatching(/./), 0])
  })

  test('takes variables from outside', async () => {
    const path = file(
      'var.yaml',
      `title: T\ndescription: D\nvariables: { a: x }\nsteps:\n  - say: \${a}\n`,
    )
    const [code, output] = await run('play', path, ...here('var'), '--var', 'a=Hello')
    expect([code, output]).toEqual([0, expect.stringContaining('\nHello\n')])
    expect((await run('play', path, '--var', 'b=1'))[0]).toBe(2)
  })

  test('reads no file outside the folder of the story, whatever links say', async () => {
    const path = file('out.yaml', 'title: T\ndescription: D\nsteps:\n  - include: ../secret.yaml\n')
    expect((await run('play', path))[1]).toContain("within the scenario's folder")
    symlinkSync(new URL('../../package.json', import.meta.url).pathname, join(folder, 'link.yaml'))
    const linked = file('linked.yaml', 'title: T\ndescription: D\nsteps:\n  - include: link.yaml\n')
    expect((await run('play', linked))[1]).toContain("there is no file 'link.yaml' to include")
  })

  test('includes parts from the folder of the story, and names them in full', async () => {
    mkdirSync(join(folder, 'parts'))
    file('parts/say.yaml', '- say: From a part.\n')
    file('parts/wrong.yaml', '- sya: Hello\n')
    const right = 'title: T\ndescription: D\nsteps:\n  - include: parts/say.yaml\n'
    const [code, output] = await run('play', file('parts.yaml', right), ...here('parts'))
    expect([code, output]).toEqual([0, expect.stringContaining('From a part.')])
    const [, problems] = await run('play', file('wrong.yaml', right.replace('say', 'wrong')))
    expect(problems).toContain(`${folder}/parts/wrong.yaml:1:3: there is no step 'sya'`)
  })

  test.each([
    [[], 'say which scenario'],
    [
      ['nothing-of-the-kind'],
      "there is no scenario 'nothing-of-the-kind': it is neither a file nor one of",
    ],
    [['no-slots', 'more'], "'more' is one word too many"],
    [['no-slots', '--port', 'x'], '--port takes a port'],
    [['no-slots', '--against', 'here'], '--against takes an address'],
    [['no-slots', '--var', 'x'], '--var takes NAME=VALUE'],
    [['no-slots', '--colour'], "Unknown option '--colour'"],
  ])('%j is explained, with exit code 2', async (args, expected) => {
    expect(await run('play', ...args)).toEqual([2, expect.stringContaining(expected)])
  })

  test('says so where no sandbox answers', async () => {
    const [code, output] = await run('play', 'no-slots', '--against', 'http://127.0.0.1:1')
    expect([code, output]).toEqual([1, expect.stringContaining('no answer')])
  })
})
