import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import { SCENARIO_LIMITS } from '../../src/scenario/language/limits.js'
import { shippedNames } from '../../src/scenario/shipped.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { HEADER } from './support.js'

let sandbox: Sandbox
let at = 0
beforeAll(async () => {
  sandbox = await assemble({ log: 'silent' })
})
beforeEach(() => {
  sandbox.worlds.create(`world-${++at}`)
})
afterAll(() => sandbox.close())

interface Told {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers by path
  readonly json: any
}

async function ask(method: string, path: string, body?: unknown, type?: string): Promise<Told> {
  const answer = await sandbox.app.request(`/worlds/world-${at}/_sandbox${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { 'Content-Type': type ?? 'application/json' },
          body: type ? String(body) : JSON.stringify(body),
        }),
  })
  const text = await answer.text()
  return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) }
}

const upload = (name: string, steps: string): Promise<Told> =>
  ask('PUT', `/scenarios/${name}`, `${HEADER}steps:\n${steps}`, 'application/yaml')

const begin = (scenario: string, more: object = {}): Promise<Told> =>
  ask('POST', '/play', { scenario, ...more })

/** Asks how the play stands until it stands so. */
async function standing(...states: string[]): Promise<Told['json']> {
  let seen: Told['json']
  for (let asked = 0; asked < 4000; asked++) {
    seen = (await ask('GET', '/play')).json
    if (states.includes(seen.state)) return seen
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  throw new Error(`the play stands otherwise: ${JSON.stringify(seen)}`)
}

const over = () => standing('PASSED', 'FAILED', 'STOPPED')

describe('the scenarios of a sandbox', () => {
  test('are listed, each with what a trainer wants to know', async () => {
    const { json } = await ask('GET', '/scenarios')
    expect(json.map(({ name }: { name: string }) => name)).toEqual(shippedNames())
    const one = await ask('GET', '/scenarios/no-slots')
    expect(one.json).toMatchObject({
      name: 'no-slots',
      origin: 'SHIPPED',
      title: 'No slots',
      description: expect.stringContaining('appointment slot issue'),
      variables: { clinic: '11021' },
      begins: { start: '2026-06-01T06:00:00Z', frozen: true },
    })
  })

  test('are uploaded, replaced and removed', async () => {
    expect((await upload('mine', '  - say: a\n')).json).toMatchObject({
      origin: 'UPLOADED',
      steps: 1,
    })
    expect((await upload('mine', '  - say: a\n  - say: b\n')).json.steps).toBe(2)
    expect((await ask('GET', '/scenarios')).json.at(-1).name).toBe('mine')
    expect((await ask('DELETE', '/scenarios/mine')).status).toBe(204)
    expect((await ask('GET', '/scenarios/mine')).status).toBe(404)
    expect((await ask('DELETE', '/scenarios/mine')).status).toBe(404)
  })

  test('are checked on the way in: every mistake with its place', async () => {
    const { status, json } = await upload('wrong', '  - bok\n  - include: ../x.yaml\n')
    expect([status, json.problems]).toEqual([
      422,
      [
        {
          file: 'wrong.yaml',
          line: 4,
          column: 5,
          message: "there is no step 'bok'; did you mean 'book'?",
        },
        expect.objectContaining({ file: 'wrong.yaml', line: 5 }),
      ],
    ])
    const alone = await upload('alone', '  - include: two-week-wait.yaml\n')
    expect(alone.json.problems[0].message).toBe("there is no file 'two-week-wait.yaml' to include")
  })

  test('of the package stay as they are, and nothing is too large', async () => {
    expect((await upload('no-slots', '  - pause\n')).status).toBe(409)
    expect((await ask('DELETE', '/scenarios/no-slots')).status).toBe(409)
    expect((await upload('huge', `#${'x'.repeat(SCENARIO_LIMITS.bytes)}`)).status).toBe(413)
    expect((await upload('Bad_Name', '  - pause\n')).status).toBe(400)
  })

  test('are so many at most', async () => {
    const names = Array.from({ length: SCENARIO_LIMITS.uploads + 1 }, (_, at) => `many-${at}`)
    const statuses: number[] = []
    for (const name of names) statuses.push((await upload(name, '  - pause\n')).status)
    expect(statuses.at(-1)).toBe(409)
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]))
    for (const name of names.slice(0, -1)) await ask('DELETE', `/scenarios/${name}`)
  })
})

describe('a play over the control API', () => {
  test.each(shippedNames())('of %s ends well', async (name) => {
    const begun = await begin(name, { pauses: false })
    expect([begun.status, begun.json.scenario]).toEqual([201, name])
    const { state, failure, steps } = await over()
    expect([state, failure]).toEqual(['PASSED', undefined])
    expect(steps.done).toBe(steps.all)
  })

  test('says which step is on, in a sentence, and waits at a pause', async () => {
    await upload('pausing', '  - say: a\n  - pause: Think.\n  - say: b\n')
    await begin('pausing')
    expect(await standing('PAUSED')).toMatchObject({
      current: { number: 2, step: 'pause', sentence: 'Think.', place: { line: 5 } },
      steps: { all: 3, done: 1 },
    })
    expect((await begin('pausing')).status).toBe(409)
    expect((await ask('POST', '/play/resume')).status).toBe(200)
    expect((await over()).performed.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'A',
      'Think.',
      'B',
    ])
    expect((await ask('POST', '/play/resume')).status).toBe(409)
  })

  test('goes step by step, and stops where the trainer says', async () => {
    await upload('steps', '  - say: a\n  - say: b\n  - say: c\n')
    await begin('steps', { step: true })
    expect((await standing('PAUSED')).steps.done).toBe(0)
    await ask('POST', '/play/step')
    expect((await standing('PAUSED')).current.sentence).toBe('B')
    await ask('POST', '/play/stop')
    expect(await over()).toMatchObject({ state: 'STOPPED', steps: { done: 1 } })
    await begin('steps')
    expect((await over()).state).toBe('PASSED')
  })

  test('tells why it failed, with the exchanges of the journal', async () => {
    await upload('fails', '  - refer: { to: 11000 }\n  - expect state: booked\n')
    await begin('fails')
    const { failure } = await over()
    expect(failure).toMatchObject({
      place: { file: 'fails.yaml', line: 5, column: 5 },
      found: "'not booked'",
    })
    const seen = await ask('GET', `/journal/${failure.exchanges[0].id}`)
    expect(seen.json).toMatchObject({ operation: 'A005', agent: 'ers-sandbox-robot' })
  })

  test('takes variables, if the story has them', async () => {
    const wrong = await begin('no-slots', { variables: { clinik: '1' } })
    expect([wrong.status, wrong.json.problems[0].message]).toEqual([
      422,
      "there is no variable 'clinik' to set; did you mean 'clinic'?",
    ])
  })

  test('ends with its world', async () => {
    await upload('waiting', '  - pause\n')
    await begin('waiting')
    await standing('PAUSED')
    await sandbox.worlds.reset(`world-${at}`)
    expect((await ask('GET', '/play')).status).toBe(404)
    expect((await ask('POST', '/play/stop')).status).toBe(404)
  })

  test('is refused for what is not there', async () => {
    expect((await begin('nothing')).status).toBe(404)
    expect((await ask('POST', '/play/fly')).status).toBe(400)
    expect((await ask('POST', '/play', { scenario: 'no-slots', speed: 2 })).status).toBe(400)
  })
})
