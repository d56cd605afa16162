import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { post, spine, verdictOf } from '../../tms/support.js'

test('the trace of docs/pds.md finds its patient', async () => {
  const guide = readFileSync(new URL('../../../../docs/pds.md', import.meta.url), 'utf8')
  const [, action = '', body = ''] =
    /<!-- trace -->[\s\S]*?SOAPAction: (\S+)'[\s\S]*?<<'XML'\n([\s\S]*?)\nXML\n/.exec(guide) ?? []
  const answer = await post(spine(), body, action)
  expect([answer.status, verdictOf(answer.root).reasons]).toEqual([200, ['3']])
  expect(answer.text).toContain('extension="9000000009"')
})
