import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { headerFrom, SPINE, send } from '../services/tms/async/support.js'
import { twoParties } from '../services/tms/async/two-parties.js'

const SCRIPT = new URL('./read-mime.py', import.meta.url).pathname
const UPDATE = 'pds:PRPA_IN000203UK03'
const REJECTED = 'MCCI_IN010000UK13'

const both = twoParties([UPDATE, `pds:${REJECTED}`])

test('Python reads the parts of a message of the Spine, and finds nothing amiss', async () => {
  const header = headerFrom(both.a, SPINE, UPDATE)
  await send(
    both.world,
    '/reliablemessaging/reliablerequest',
    { header, ackRequested: 'toPartyMSH', syncReply: true },
    '<PRPA_IN000203UK03 xmlns="urn:hl7-org:v3"/>',
  )
  await both.world.clock.advance(2000)
  const answer = await both.sender.next(REJECTED)
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [SCRIPT], {
    input: JSON.stringify({
      headers: answer.headers,
      body: answer.body.toString('base64'),
    }),
  })
  expect([status, stderr.toString()]).toEqual([0, ''])
  expect(JSON.parse(stdout.toString())).toEqual({
    type: 'multipart/related',
    start: '<ebXMLHeader@spine.nhs.uk>',
    defects: [],
    preamble: null,
    epilogue: '',
    parts: [
      {
        id: '<ebXMLHeader@spine.nhs.uk>',
        type: 'text/xml',
        encoding: '8bit',
        root: '{http://schemas.xmlsoap.org/soap/envelope/}Envelope',
      },
      {
        id: `<${answer.header.messageId}@spine.nhs.uk>`,
        type: 'application/xml',
        encoding: '8bit',
        root: `{urn:hl7-org:v3}${REJECTED}`,
      },
    ],
  })
})
