import { expect, test } from 'vitest'
import type { AdviceRule } from '../../src/http/finding.js'
import { ADVICE_RULES } from '../../src/server/advice-rules.js'
import { sourceFiles } from './source.js'

const declaring = sourceFiles().filter(({ text }) => text.includes('satisfies AdviceRules'))

test('every declared rule of advice is in the published table', async () => {
  const modules = await Promise.all(declaring.map(({ path }) => import(`../../src/${path}`)))
  const declared = modules
    .flatMap((module: object) => Object.entries(module))
    .filter(([name]) => name.endsWith('_ADVICE'))
    .flatMap(([, rules]) => Object.values(rules as Record<string, AdviceRule>))
  expect(declared.map(({ rule }) => rule).toSorted()).toEqual(ADVICE_RULES.map(({ rule }) => rule))
})

test('every rule of advice has a name of its own and is used', () => {
  const names = ADVICE_RULES.map(({ rule }) => rule)
  expect(new Set(names).size).toBe(names.length)
  const code = sourceFiles()
    .map(({ text }) => text)
    .join('\n')
  const unused = declaring
    .flatMap(({ text }) =>
      [...text.matchAll(/^export const (\w+_ADVICE) = \{([\s\S]*?)^\} as const/gm)].flatMap(
        ([, table, body]) =>
          [...(body as string).matchAll(/^ {2}(\w+): \{/gm)].map(
            ([, member]) => `${table}.${member}`,
          ),
      ),
    )
    .filter((use) => !code.includes(use) && !code.includes(`${use.split('.')[0]}[`))
  expect(unused).toEqual([])
})
