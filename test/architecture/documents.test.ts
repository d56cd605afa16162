import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withRules } from '../../src/documents/findings.js'
import { operationsDocument } from '../../src/documents/operations.js'
import { referralLifeDocument } from '../../src/documents/referral-life.js'
import { scenarioSchemaDocument, withStepReference } from '../../src/documents/scenarios.js'
import { SCENARIO_LIMITS } from '../../src/scenario/language/limits.js'
import { USUAL_LDAP_PORT } from '../../src/server/ldap/usual-port.js'
import { DEFAULT_OPTIONS } from '../../src/server/options.js'
import { LIMITS } from '../../src/world/limits.js'

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('docs/limits.md says what the limits are', () => {
  const rows = [...read('docs/limits.md').matchAll(/^\| `(\w+)`\s+\| (\d+)\s+\|/gm)]
  expect(Object.fromEntries(rows.map(([, name, value]) => [name, Number(value)]))).toEqual(LIMITS)
})

test('every dependency has its reason written down', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const reasons = read('docs/decisions/dependencies.md')
  const unexplained = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => !name.startsWith('@types/'))
    .filter((name) => !reasons.includes(name))
  expect(unexplained).toEqual([])
})

test('the lock file names no registry', () => {
  expect(read('package-lock.json')).not.toContain('"resolved"')
})

test('docs/operations.md lists what is served', () => {
  expect(read('docs/operations.md')).toBe(operationsDocument())
})

test('docs/findings.md lists the rules there are', () => {
  const guide = read('docs/findings.md')
  expect(guide).toBe(withRules(guide))
})

test('docs/referral-life.md shows the machine that the operations read', () => {
  expect(read('docs/referral-life.md')).toBe(referralLifeDocument())
})

test('docs/scenarios.md lists the steps there are, and the limits', () => {
  const guide = read('docs/scenarios.md')
  expect(guide).toBe(withStepReference(guide))
  const rows = [...guide.matchAll(/^\| `(\w+)`\s+\| (\d+)\s+\| limit/gm)]
  expect(Object.fromEntries(rows.map(([, name, value]) => [name, Number(value)]))).toEqual(
    SCENARIO_LIMITS,
  )
})

test('scenarios/scenario.schema.json is made from the steps', () => {
  expect(read('scenarios/scenario.schema.json')).toBe(scenarioSchemaDocument())
})

test('the container exposes the usual ports', () => {
  const { port, tlsPort } = DEFAULT_OPTIONS
  expect(read('Dockerfile')).toContain(`EXPOSE ${port} ${tlsPort} ${USUAL_LDAP_PORT}\n`)
})
