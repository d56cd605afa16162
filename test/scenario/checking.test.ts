import { describe, expect, test } from 'vitest'
import { metaOf } from '../../src/scenario/language/fields.js'
import { SCENARIO_LIMITS } from '../../src/scenario/language/limits.js'
import { STEPS } from '../../src/scenario/steps/index.js'
import { HEADER, problemsOf, problemsOfSteps, scriptOf } from './support.js'

describe('a scenario that is right', () => {
  test('is taken, with everything that may be left out left out', () => {
    expect(
      problemsOf(`${HEADER}steps:\n  - refer: { to: 11000 }\n  - book\n  - accept:\n`),
    ).toEqual([])
  })

  test('keeps the zeros of numbers that are names', () => {
    const { actors } = scriptOf(
      `${HEADER}actors:\n  gp: { name: A, user: 021600556514, at: R69, as: referring clinician }\nsteps: [pause]\n`,
    )
    expect(actors.gp).toMatchObject({
      user: '021600556514',
      businessFunction: 'REFERRING_CLINICIAN',
    })
  })

  test('may be written with anchors and aliases', () => {
    expect(
      problemsOfSteps('  - refer: &first { to: 11000 }\n  - refer: *first\n  - book\n'),
    ).toEqual([])
  })

  test.each(STEPS.map((step) => [step.name, step] as const))(
    'the example of `%s` is right',
    (_, step) => {
      const before = [
        '  - refer: { to: 11000 }',
        '  - ask advice: { of: 11014, question: Why? }',
        '  - insert smartcard: "921600556514"',
        '  - break: { how: drop }',
        '  - search slots: { service: 11000 }',
        '  - connect hospital: { service: 11000, address: "http://localhost:1/mhs" }',
      ].join('\n')
      const files = { 'parts/refer-and-book.yaml': '- say: Hello\n' }
      expect(problemsOfSteps(`${before}\n  - ${step.example}\n`, files)).toEqual([])
      expect(Object.values(step.fields).map((field) => metaOf(field).form)).not.toContain(undefined)
    },
  )
})

describe('mistakes in steps', () => {
  test.each([
    [
      'an unknown step',
      '  - reffer: { to: 1 }',
      "1:5: there is no step 'reffer'; did you mean 'refer'?",
    ],
    [
      'a missing parameter',
      '  - refer: { patient: patient }',
      "1:5: 'refer' needs 'to': the services of the shortlist",
    ],
    [
      'an unknown parameter',
      '  - refer: { to: 1, urgency: routine }',
      "1:21: 'refer' has no parameter 'urgency'; there is by, patient, to, priority, specialty, clinic type, letter, in the name of, as",
    ],
    [
      'a code that is none',
      '  - refer: { to: 1, priority: urgnt }',
      "1:31: expected one of routine, urgent, two week wait, found 'urgnt'; did you mean 'urgent'?",
    ],
    [
      'a wrong type',
      '  - repeat: { times: often, steps: [pause] }',
      "1:22: expected a whole number from 1 to 1000, found 'often'",
    ],
    [
      'a number out of bounds',
      '  - repeat: { times: 0, steps: [pause] }',
      "1:22: expected a whole number from 1 to 1000, found '0'",
    ],
    [
      'a list where a text is wanted',
      '  - say: [a, b]',
      '1:10: expected a text of at most 4000 characters, found a list',
    ],
    [
      'a length of time without a unit',
      '  - advance clock: 3',
      "1:20: expected a length of time such as 90 minutes, 3 days or 2 weeks, found '3'",
    ],
    [
      'an undefined variable',
      '  - say: Hello $' + '{nobody}',
      "1:10: there is no variable 'nobody' here; defined are now, today, world",
    ],
    [
      'a member that a saved thing lacks',
      '  - refer: { to: 1 }\n  - say: $' + '{referral.ubrm}',
      "2:10: 'referral' has no 'ubrm'; did you mean 'ubrn'?",
    ],
    [
      'a referral before there is one',
      '  - accept:',
      "1:5: expected a referral by the name it was saved under, or a UBRN, found 'referral'; nothing of the kind was saved before this step",
    ],
    [
      'a name of another referral',
      '  - refer: { to: 1, as: first }\n  - accept: { referral: frist }',
      "2:25: expected a referral by the name it was saved under, or a UBRN, found 'frist'; did you mean 'first'?",
    ],
    [
      'nobody of the cast',
      '  - refer: { by: doctor, to: 1 }',
      "1:18: expected somebody of the cast, found 'doctor'; there is gp, secretary, consultant, hospital",
    ],
    [
      'a patient who works',
      '  - refer: { by: patient, to: 1 }',
      "1:18: expected somebody of the cast, found 'patient'; there is gp, secretary, consultant, hospital",
    ],
    [
      'parameters that do not go together',
      '  - break: { how: drop, trouble: PAS fails, service: 1 }',
      "1:5: 'break' needs either 'trouble' with 'service', 'how' with the operation, or 'does' with 'hospital'",
    ],
    [
      'two steps in one',
      '  - pause: a\n    say: b',
      "2:5: expected one step, found 'pause' and 'say': begin each with '- ', and indent what belongs to it",
    ],
    ['something else than a step', '  - [a]', '1:5: expected a step, found a list'],
    [
      'a bare value where parameters are wanted',
      '  - refer: 11000',
      "1:12: expected the parameters of 'refer' (by, patient, to, priority, specialty, clinic type, letter, in the name of, as), found '11000'",
    ],
    ['no steps at all', '  []', '1:3: expected at least one step'],
    [
      'a mistake within a loop',
      '  - repeat:\n      times: 2\n      steps:\n        - bok:',
      "4:11: there is no step 'bok'; did you mean 'book'?",
    ],
  ])('%s', (_, steps, expected) => {
    expect(problemsOfSteps(steps)).toContain(expected)
  })

  test('are told all at once, in the order of the file', () => {
    expect(
      problemsOfSteps('  - reffer: {}\n  - refer: {}\n  - say: $' + '{x}\n').map(
        (line) => line.split(':')[0],
      ),
    ).toEqual(['1', '2', '3'])
  })

  test('a loop knows its own name within it', () => {
    const loop =
      '  - for each: { of: [1, 2], called: clinic, steps: [{ refer: { to: "$' + '{clinic}" } }] }\n'
    expect(problemsOfSteps(loop)).toEqual([])
    expect(problemsOfSteps(loop.replace('called: clinic', 'called: other'))).toEqual([
      expect.stringContaining("there is no variable 'clinic' here"),
    ])
  })
})

describe('mistakes in the header', () => {
  test.each([
    [
      'a missing title',
      'description: D\nsteps: [pause]',
      "story.yaml:1:1: 'title' is missing: the name of the story",
    ],
    [
      'missing steps',
      HEADER,
      "story.yaml:1:1: 'steps' is missing: what happens, one after the other",
    ],
    [
      'an unknown name',
      `${HEADER}step: [pause]`,
      "story.yaml:3:1: 'step' is not known here; did you mean 'steps'?",
    ],
    [
      'a moment that is none',
      `${HEADER}start: tomorrow\nsteps: [pause]`,
      "story.yaml:3:8: expected a moment such as 2026-06-01T09:00:00Z, found 'tomorrow'",
    ],
    [
      'a clock that does neither',
      `${HEADER}clock: frosen\nsteps: [pause]`,
      "story.yaml:3:8: expected one of frozen, running, found 'frosen'; did you mean 'frozen'?",
    ],
    [
      'somebody without a user',
      `${HEADER}actors:\n  a: { name: A, at: R69, as: referring clinician }\nsteps: [pause]`,
      "story.yaml:4:6: 'user' is missing: user name of a test user",
    ],
    [
      'a list of variables',
      `${HEADER}variables: [a]\nsteps: [pause]`,
      'story.yaml:3:12: expected names and what they stand for, found a list',
    ],
    [
      'a name that is none',
      `${HEADER}variables: { 1a: x }\nsteps: [pause]`,
      "story.yaml:3:14: expected a name of letters, digits, - and _ that begins with a letter, found '1a'",
    ],
    [
      'a list alone',
      '- pause',
      'story.yaml:1:1: expected a scenario (title, description, steps), found a list',
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toContain(expected)
  })

  test('a variable from outside must be one of the story', () => {
    const text = `${HEADER}variables: { clinic: 1 }\nsteps: [pause]\n`
    expect(problemsOf(text, {}, { clinic: '2' })).toEqual([])
    expect(problemsOf(text, {}, { clinik: '2' })).toEqual([
      "story.yaml:1:1: there is no variable 'clinik' to set; did you mean 'clinic'?",
    ])
  })
})

describe('what is no YAML, or too much of it', () => {
  test.each([
    ['a broken file', `${HEADER}steps: [`, /^story\.yaml:3:9: not YAML: /],
    [
      'a name twice',
      `${HEADER}title: Again\nsteps: [pause]`,
      /^story\.yaml:3:1: not YAML: this name stands here twice/,
    ],
    ['tabs', `${HEADER}steps:\n\t- pause`, /^story\.yaml:4:\d+: not YAML: /],
    ['an alias of nothing', `${HEADER}steps: [*nothing]`, /nothing/],
    ['an empty file', '', /'title' is missing/],
    ['another document', `${HEADER}steps: [pause]\n---\na: b`, /not YAML: /],
    [
      'a huge file',
      `${HEADER}#${'x'.repeat(SCENARIO_LIMITS.bytes)}`,
      /too large: at most 262144 bytes/,
    ],
    [
      'deep nesting',
      `${HEADER}variables: { a: ${'['.repeat(40)}${']'.repeat(40)} }`,
      /nested too deep: at most 24/,
    ],
    [
      'very deep nesting',
      '['.repeat(20_000),
      /^story\.yaml:1:1: nested too deep: at most 24 levels$/,
    ],
  ])('%s is explained', (_, text, expected) => {
    expect(problemsOf(text).join('\n')).toMatch(expected)
  })

  test('aliases cannot multiply without end', () => {
    const levels = Array.from({ length: 12 }, (_, at) =>
      at === 0
        ? '  a0: &a0 [x, x, x, x, x, x, x, x, x]'
        : `  a${at}: &a${at} [${Array(9)
            .fill(`*a${at - 1}`)
            .join(', ')}]`,
    )
    const text = `${HEADER}variables:\n${levels.join('\n')}\nsteps: [pause]\n`
    expect(problemsOf(text).join()).toContain('too many values: at most 20000')
  })

  test('an alias within what it names ends, too', () => {
    expect(problemsOf(`${HEADER}variables: { a: &a [*a] }\nsteps: [pause]\n`).join()).toMatch(
      /nested too deep|no anchor/,
    )
  })
})

describe('included files', () => {
  const includes = (file: string, files: Record<string, string>) =>
    problemsOfSteps(`  - include: ${file}\n`, files)

  test('are checked with the story, and save for it', () => {
    const files = {
      'parts/refer.yaml':
        'variables: { clinic: 11000 }\nsteps:\n  - refer: { to: "$' + '{clinic}" }\n',
    }
    expect(problemsOfSteps('  - include: parts/refer.yaml\n  - book\n', files)).toEqual([])
    expect(includes('a.yaml', { 'a.yaml': '- bok\n' })).toEqual([
      "a.yaml:1:3: there is no step 'bok'; did you mean 'book'?",
    ])
  })

  test('may include others, from where they are', () => {
    const files = { 'a/b.yaml': '- include: c.yaml\n', 'a/c.yaml': '- pause\n' }
    expect(includes('a/b.yaml', files)).toEqual([])
  })

  test.each([
    ['none', 'no.yaml', {}, "there is no file 'no.yaml' to include"],
    [
      'one outside',
      '../secret.yaml',
      { '../secret.yaml': '- pause' },
      'within the scenario’s folder',
    ],
    ['one by its whole path', '/etc/passwd', {}, 'within the scenario’s folder'],
    [
      'itself',
      'story.yaml',
      { 'story.yaml': '- pause' },
      "'story.yaml' includes itself: story.yaml -> story.yaml",
    ],
    [
      'one that leads back',
      'a.yaml',
      { 'a.yaml': '- include: b.yaml', 'b.yaml': '- include: a.yaml' },
      "'a.yaml' includes itself: story.yaml -> a.yaml -> b.yaml -> a.yaml",
    ],
    [
      'one with a title',
      'a.yaml',
      { 'a.yaml': 'title: A\nsteps: [pause]' },
      "has 'variables' and 'steps', not 'title'",
    ],
  ])('%s is explained', (_, file, files, expected) => {
    expect(includes(file, files as unknown as Record<string, string>).join()).toContain(
      expected.replace('’', "'"),
    )
  })

  test('cannot multiply without end', () => {
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (_, at) => [
        `f${at}.yaml`,
        at === 7 ? '- pause\n' : `- include: f${at + 1}.yaml\n- include: f${at + 1}.yaml\n`,
      ]),
    )
    expect(includes('f0.yaml', files).join()).toContain('too many files: at most 32')
  })
})
