import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LogStyle, troubleLog } from '../../src/server/log.js'
import { createSandbox, type Sandbox } from '../../src/server/sandbox.js'

const lines: string[] = []
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox({ mask: true }, (line) => lines.push(line))
})
afterAll(() => sandbox.close())

test.each<[string, string]>([
  ['an NHS number', '/personal-demographics/FHIR/R4/Patient/9000000009'],
  ['a ticket that asserts a role', '/saml/RoleAssertion?token=9000000009'],
  ['a ticket that OpenAM is asked about', '/identity/isTokenValid?tokenid=9000000009'],
  ['a ticket whose properties are read', '/identity/attributes?subjectid=9000000009'],
  ['a professional session', '/ers-api/v1/ProfessionalSession/pro-xapi-session_9000000009'],
])('The log hides %s when it is told to', async (_what, path) => {
  lines.length = 0
  await sandbox.app.request(`http://localhost${path.replace('9000000009', 'AQ-9000000009-AQ')}`)
  expect(lines[0]).toContain(path.split(/[?_9]/, 1)[0])
  expect(lines.join()).not.toContain('9000000009')
  if (!path.includes('Patient')) expect(lines.join()).not.toContain('AQ')
})

test.each<[LogStyle, unknown[]]>([
  ['pretty', ['no handshake']],
  ['json', [expect.stringMatching(/^\{"at":"20[^"]+Z","trouble":"no handshake"\}$/)]],
  ['silent', []],
])('%s: trouble before there is an exchange', (style, expected) => {
  const written: string[] = []
  troubleLog(style, (line) => written.push(line))('no handshake')
  expect(written).toEqual(expected)
})
