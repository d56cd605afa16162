import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { shippedFile, shippedNames } from '../../src/scenario/shipped.js'
import { STEPS } from '../../src/scenario/steps/index.js'
import { HEADER, problemsOf } from './support.js'

const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const matches = new Ajv({ strict: false, allowUnionTypes: true }).compile(
  JSON.parse(text('scenarios/scenario.schema.json')),
)

/** Whether an editor finds nothing wrong with a scenario. */
const passes = (scenario: string): boolean => matches(parse(scenario))

describe('the schema for editors', () => {
  test.each(shippedNames())('has nothing against %s', (name) => {
    expect(passes(readFileSync(shippedFile(name) as string, 'utf8'))).toBe(true)
  })

  test.each(STEPS.map(({ name, example }) => [name, example]))(
    'has nothing against the example of `%s`',
    (_, example) => {
      expect(passes(`${HEADER}steps:\n  - ${example}\n`)).toBe(true)
    },
  )

  test.each([
    ['an unknown step', '  - reffer: { to: 1 }'],
    ['a missing parameter', '  - refer: { by: gp }'],
    ['an unknown parameter', '  - refer: { to: 1, urgency: routine }'],
    ['a word that is none', '  - refer: { to: 1, priority: urgnt }'],
    ['a number out of bounds', '  - repeat: { times: 0, steps: [pause] }'],
    ['two steps in one', '  - pause: a\n    say: b'],
    ['a mistake within a loop', '  - repeat: { times: 1, steps: [bok] }'],
  ])('finds %s, as the checks do', (_, steps) => {
    const scenario = `${HEADER}steps:\n${steps}\n`
    expect(passes(scenario)).toBe(false)
    expect(problemsOf(scenario)).not.toEqual([])
  })
})

describe("the trainer's guide", () => {
  const blocks = [...text('docs/scenarios.md').matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, block]) => block as string,
  )
  const parts = blocks.filter((block) => /^(actors|steps|variables):/m.test(block))

  test.each(parts.map((block) => [block.trim().split('\n')[0], block]))(
    'shows what is right: %s',
    (_, block) => {
      const head = block?.includes('title:') ? '' : HEADER
      const tail = block?.includes('steps:') ? '' : 'steps: [pause]\n'
      const files = { 'parts/the-hospital-accepts.yaml': '- accept:\n' }
      expect(problemsOf(`${head}${block}${tail}`, files)).toEqual([])
    },
  )

  test('shows the problems as they are told', () => {
    expect(text('docs/scenarios.md')).toContain(
      problemsOf(
        `${HEADER}steps:\n  - pause\n  - pause\n  - pause\n  - pause\n  - reffer: {}\n`,
      )[0]?.replace('story.yaml', 'first-story.yaml') ?? '-',
    )
  })
})
