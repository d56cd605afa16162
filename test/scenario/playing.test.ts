import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/library/assemble.js'
import { junitOf } from '../../src/scenario/play/junit.js'
import { roomLines } from '../../src/scenario/play/room.js'
import type { Sandbox } from '../../src/server/sandbox.js'
import { HEADER, scriptOf, sentencesOf, stepsOf, Theatre, until } from './support.js'

let sandbox: Sandbox
let theatre: Theatre
beforeAll(async () => {
  sandbox = await assemble({ log: 'silent' })
  theatre = new Theatre('http://127.0.0.1', async (request) => sandbox.app.fetch(request))
})
afterAll(() => sandbox.close())

const V = (name: string): string => `$\{${name}}`

describe('a story', () => {
  test('uses what its steps saved, its variables and the clock', async () => {
    const report = await theatre.run(
      scriptOf(
        `${HEADER}start: 2026-06-01T06:00:00Z\nclock: frozen\nvariables: { clinic: 11000, hello: { to: Ada } }\nsteps:
  - refer: { to: "${V('clinic')}", as: first }
  - say: Hello ${V('hello.to')}, ${V('first.ubrn')} on ${V('today')} in ${V('world')}
  - advance clock: 2 weeks
  - expect: { that: "${V('now')}", contains: 2026-06-15T06:00 }\n`,
      ),
    )
    expect(report).toMatchObject({ state: 'PASSED', steps: { all: 4, done: 4 } })
    expect(sentencesOf(report)[1]).toMatch(/^Hello Ada, \d{12} on 2026-06-01 in story-\d+$/)
  })

  test('is the same in every world that begins the same', async () => {
    const script = scriptOf(
      `${HEADER}start: 2026-06-01T06:00:00Z\nclock: frozen\nseed: 7\nsteps:\n  - refer: { to: 11000 }\n  - book\n`,
    )
    const [one, other] = [await theatre.run(script), await theatre.run(script)]
    expect(one.performed.map(({ told }) => told)).toEqual(other.performed.map(({ told }) => told))
  })

  test('goes round in loops', async () => {
    const report = await theatre.run(
      stepsOf(
        `  - repeat: { times: 2, steps: [{ say: "round ${V('round')}" }] }\n  - for each: { of: [a, b], called: item, steps: [{ say: "${V('round')} ${V('item')}" }] }\n`,
      ),
    )
    expect(sentencesOf(report).map((sentence) => sentence.toLowerCase())).toEqual([
      '2 times:',
      'round 1',
      'round 2',
      'for each of 2 (item):',
      '1 a',
      '2 b',
    ])
    expect(report.performed.map(({ depth }) => depth)).toEqual([0, 1, 1, 0, 1, 1])
  })

  test('performs the steps of included files', async () => {
    const report = await theatre.run(
      stepsOf('  - include: part.yaml\n  - say: c\n', { 'part.yaml': '[{ say: a }, { say: b }]' }),
    )
    expect(sentencesOf(report)).toEqual(['Steps of part.yaml:', 'A', 'B', 'C'])
  })

  test('has people who log in again when their token has run out', async () => {
    const report = await theatre.run(
      stepsOf(
        '  - log in: gp\n  - refer: { to: 11000 }\n  - advance clock: 1 hour\n  - expect state: not booked\n',
      ),
    )
    expect(report.failure).toBeUndefined()
  })
})

describe('steps that no shipped story has', () => {
  const begin = 'start: 2026-06-01T06:00:00Z\nclock: frozen\nsteps:\n'

  test.each([
    [
      'reject',
      '  - refer: { to: 11000 }\n  - book\n  - reject: { comment: Not for us. }\n  - expect state: rejected\n',
    ],
    [
      'cancel and act later',
      '  - refer: { to: 11000 }\n  - book\n  - cancel and act later: { comment: Seen sooner. }\n  - expect state: triaged provider to action\n',
    ],
    [
      'hospital cancels',
      '  - refer: { to: 11000 }\n  - book\n  - hospital cancels\n  - expect state: appt cancelled by provider\n',
    ],
    [
      'set clock',
      `  - set clock: 2026-06-02T06:00:00Z\n  - expect: { that: "${V('today')}", is: 2026-06-02 }\n  - set clock: { and: running }\n  - set clock: { and: frozen }\n  - expect: { that: "${V('today')}", is: 2026-06-02 }\n`,
    ],
    [
      'change demographics: the practice',
      '  - change demographics: { leaves practice: SCT }\n  - expect refusal: { when: { refer: { to: 11000 } }, code: no reg gp practice }\n  - change demographics: { registers at: H81109 }\n  - refer: { to: 11000 }\n',
    ],
    [
      'refer in the name of a clinician',
      '  - refer: { by: secretary, to: 11000, in the name of: 021600556514 }\n  - expect state: { is: not booked, by: secretary }\n',
    ],
  ])('%s', async (_, steps) => {
    expect((await theatre.run(scriptOf(`${HEADER}${begin}${steps}`))).failure).toBeUndefined()
  })
})

describe('a story that does not go as it says', () => {
  const failureOf = async (steps: string) => (await theatre.run(stepsOf(steps))).failure

  test('says where, what was expected and found, and by which exchanges', async () => {
    const failure = await failureOf(
      '  - refer: { to: 11000 }\n  - expect state: booked\n  - book\n',
    )
    expect(failure).toMatchObject({
      place: { file: 'story.yaml', line: 5, column: 5 },
      step: 'expect state',
      expected: "the state 'booked'",
      found: "'not booked'",
      exchanges: [
        {
          id: expect.any(Number),
          method: 'GET',
          path: expect.stringContaining('ReferralRequest/'),
          status: 200,
        },
      ],
    })
  })

  test.each([
    [
      'a refusal',
      '  - refer: { to: 99 }\n',
      'the sandbox to do it',
      /^a refusal, status 422 REFERENCE_NOT_FOUND: /,
    ],
    [
      'a missing refusal',
      '  - expect refusal: { when: { refer: { to: 11000 } } }\n',
      'a refusal',
      /^no refusal/,
    ],
    [
      'another refusal',
      '  - expect refusal: { when: { refer: { to: 99 } }, status: 409, code: x }\n',
      'a refusal with status 409 with code X',
      /^status 422 REFERENCE_NOT_FOUND/,
    ],
    [
      'a worklist without it',
      '  - refer: { to: 11000 }\n  - expect worklist: { of: consultant, list: referrals for review, holds: referral }\n',
      "000000080000 on the list 'referrals for review'",
      /^a list of \d+: /,
    ],
    [
      'a worklist with it',
      '  - refer: { to: 11000 }\n  - expect worklist: { of: gp, list: awaiting booking, does not hold: referral }\n',
      "000000080000 not on the list 'awaiting booking'",
      /000000080000/,
    ],
    [
      'too few slots',
      '  - search slots: { service: 11021, at least: 1 }\n',
      '1 to 100 free slots',
      /^0$/,
    ],
    [
      'no such slot',
      '  - refer: { to: 11021, letter: to follow }\n  - book: { slot: 2 }\n',
      '2 or more free slots of service 11021',
      /^\d+$/,
    ],
    [
      'another letter',
      '  - refer: { to: 11000 }\n  - expect letter: Hello\n',
      "'Hello' in the letter",
      /^Appointment Request/,
    ],
    [
      'words in the letter',
      '  - refer: { to: 11000 }\n  - expect letter: { does not say: Appointment Request }\n',
      "no 'Appointment Request' in the letter",
      /^Appointment Request/,
    ],
    ['another value', '  - expect: { that: a, is: b }\n', "'b'", /^'a'$/],
    ['the same value', '  - expect: { that: a, is not: a }\n', "anything but 'a'", /^'a'$/],
    [
      'a missing service',
      '  - search services: { finds: 60001 }\n',
      'service 60001 among the services found',
      /11000/,
    ],
    [
      'nobody in the app',
      '  - refer: { to: 11000 }\n  - patient looks: { patient: 9912003071, sees: referral }\n',
      'referral 000000080000 in the app',
      /./,
    ],
    [
      'nobody who calls',
      '  - wait for: { operation: A016, within: 2 seconds }\n',
      'a call: operation A016',
      /^no call at all$/,
    ],
  ])('for %s', async (_, steps, expected, found) => {
    const failure = await failureOf(steps)
    expect(failure?.expected).toBe(expected)
    expect(failure?.found).toMatch(found)
  })

  test('for a variable of the wrong form, known only while it plays', async () => {
    const failure = await failureOf(
      `  - search slots: { service: 11000 }\n  - search slots: { service: "${V('slots.first')}" }\n`,
    )
    expect(failure).toMatchObject({
      expected: "the number of a service for 'service'",
      found: 'something else when its variables were filled in',
    })
  })

  test('for more steps than anybody watches', async () => {
    const loop = (inner: string) => `{ repeat: { times: 1000, steps: [${inner}] } }`
    const failure = await failureOf(`  - ${loop(loop('{ say: a }'))}\n`)
    expect(failure?.expected).toBe('at most 10000 steps')
  })

  test('reads as a report that CI servers know, and as lines for a room', async () => {
    const report = await theatre.run(
      stepsOf('  - say: "a < b"\n  - expect: { that: "<1>", is: b }\n'),
    )
    const junit = junitOf(report)
    expect(junit).toContain('<testsuites tests="2" failures="1">')
    expect(junit).toContain('A &lt; b')
    expect(junit).toContain("found '&lt;1&gt;'")
    const lines = roomLines({ kind: 'ENDED', report }).join('\n')
    expect(lines).toMatch(/FAILED\n {2}at {8}story\.yaml:5:5\n/)
  })
})

describe('what breaks', () => {
  test.each([
    ['drop', '0'],
    ['lose answer', '0'],
    ['cut body', undefined],
    ['delay, milliseconds: 1', undefined],
    ['slow body, milliseconds: 1', undefined],
    ['drop, percent: 100, times: 1', '0'],
    ['drop, nth: 1', '0'],
    ['fail, failure: system unavailable', undefined],
  ])('by %s is mended again', async (how, status) => {
    const during =
      status === undefined
        ? ''
        : `  - expect refusal: { when: [{ expect state: booked }], status: ${status} }\n`
    const report = await theatre.run(
      stepsOf(
        `  - refer: { to: 11000 }\n  - break: { how: ${how} }\n${during}  - mend\n  - expect state: not booked\n`,
      ),
    )
    expect(report.failure).toBeUndefined()
  })

  test('cannot be a failure that nobody documents', async () => {
    const report = await theatre.run(stepsOf('  - break: { how: fail, failure: of my own }\n'))
    expect(report.failure?.found).toMatch(/^a refusal, status 422 Unknown failure/)
  })
})

describe('the software under test', () => {
  test('is waited for; calls of the story itself do not count', async () => {
    const call = '/referrals/FHIR/STU3/CodeSystem/SPECIALTY'
    let naps = 0
    const sleep = async () => {
      if (++naps === 3) await sandbox.app.request(`/worlds/${theatre.world}${call}`)
    }
    const script = stepsOf(
      `  - refer: { to: 11000 }\n  - wait for: { method: get, path: CodeSystem, status: 401, as: seen }\n  - say: "${V('seen.path')}"\n`,
    )
    const report = await theatre.run(script, { sleep })
    expect([report.state, naps]).toEqual(['PASSED', 3])
    expect(sentencesOf(report)[2]).toBe(call)
  })

  test('that did something else is told about', async () => {
    const sleep = async () => {
      await sandbox.app.request(`/worlds/${theatre.world}/referrals/FHIR/STU3/CodeSystem/PRIORITY`)
    }
    const script = stepsOf('  - wait for: { operation: A016, within: 1 second }\n')
    expect((await theatre.run(script, { sleep })).failure?.found).toMatch(/^A004 401/)
  })
})

describe('a trainer', () => {
  const story = () => stepsOf('  - say: a\n  - say: b\n  - say: c\n')

  test('goes step by step', async () => {
    const waits = [until(({ kind }) => kind === 'WAITS'), until(() => false)]
    const play = await theatre.play(story(), { onEvent: waits[0]?.onEvent ?? (() => {}) })
    play.pause()
    const ended = play.run()
    await waits[0]?.arrived
    expect(play.report()).toMatchObject({
      state: 'PAUSED',
      steps: { done: 0 },
      current: { sentence: 'A' },
    })
    play.one()
    await Promise.resolve()
    play.resume()
    expect((await ended).state).toBe('PASSED')
  })

  test('is waited for at a pause, and may stop there', async () => {
    const wait = until(({ kind }) => kind === 'WAITS')
    const script = stepsOf('  - say: a\n  - pause: Think.\n  - say: b\n')
    const play = await theatre.play(script, { pauses: true, onEvent: wait.onEvent })
    const ended = play.run()
    await wait.arrived
    expect(play.report()).toMatchObject({ state: 'PAUSED', current: { sentence: 'Think.' } })
    play.stop()
    expect(await ended).toMatchObject({ state: 'STOPPED', steps: { done: 1 } })
    play.resume()
    expect(play.report().state).toBe('STOPPED')
  })

  test('need not be there: pauses are passed over', async () => {
    expect((await theatre.run(stepsOf('  - pause\n  - say: b\n'))).state).toBe('PASSED')
  })
})
