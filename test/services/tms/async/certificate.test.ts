import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MessageHeader } from '../../../../src/ebxml/message-header.js'
import { type Packed, packMessage, packSignal } from '../../../../src/ebxml/package.js'
import {
  type RunningSandbox,
  startSandbox,
  type TlsCredentials,
} from '../../../../src/library/index.js'
import { secureRequest } from '../../../support/tls.js'
import { headerFrom, NOW, type RegisteredParty, registerParty, SPINE, uuid } from './support.js'

const UPDATE = 'pds:PRPA_IN000203UK03'
const HL7 =
  '<PRPA_IN000203UK03 xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></PRPA_IN000203UK03>'

let sandbox: RunningSandbox
let sender: RegisteredParty
let own: TlsCredentials
let other: TlsCredentials

beforeAll(async () => {
  sandbox = await startSandbox({ tls: true, mtls: 'strict', clock: { start: NOW, frozen: true } })
  const address = 'https://mhs.sender.example:4430/in'
  sender = await registerParty(sandbox.world(), 'D82106', [UPDATE], address)
  own = await sandbox.certificates.client({ partyKey: sender.partyKey })
  other = await sandbox.certificates.client({ partyKey: 'RZZ-900101' })
})
afterAll(() => sandbox.close())

const postTo = (path: string, { headers, body }: Packed, tls: object) =>
  secureRequest(`${sandbox.tlsUrl}/reliablemessaging/${path}`, {
    ...tls,
    method: 'POST',
    headers,
    body: Buffer.from(body).toString(),
  })

const header = (): MessageHeader => headerFrom(sender, SPINE, UPDATE)

const send = (tls: object, path = 'reliablerequest') =>
  postTo(
    path,
    packMessage({ header: header(), syncReply: true, ackRequested: 'toPartyMSH' }, HL7),
    tls,
  )

const findings = () => sandbox.journal.exchanges().at(-1)?.findings

test('a message of the party that the certificate is for is taken', async () => {
  const answer = await send(own)
  // What is wrong with the HL7 message in it is found later.
  const security = findings()?.filter(({ rule }) => rule === 'tms.security')
  expect([answer.status, security]).toEqual([202, []])
})

test('a message of another party is refused with SecurityFailure', async () => {
  const { status, text } = await send(other)
  expect(status).toBe(200)
  expect(text).toContain('eb:errorCode="SecurityFailure"')
  expect(findings()).toEqual([
    {
      rule: 'tms.security',
      message: expect.stringContaining(
        `The message is of ${sender.partyKey}; the certificate of 'pas.rzz.example.nhs.uk' belongs to RZZ-900101.`,
      ),
      source: 'tms 6, 12.4',
    },
  ])
})

test.each(['reliablerequest', 'queryrequest', 'intermediary', 'forwardreliable'])(
  'a message without a certificate is refused at %s before it is read',
  async (path) => {
    const { status, text } = await send({ ca: own.ca }, path)
    expect(status).toBe(500)
    expect(text).toContain('<nasp:location>CLIENT_CERTIFICATE_MISSING</nasp:location>')
  },
)

test('a signal of another party is refused with a fault', async () => {
  const signal = packSignal({
    header: {
      ...header(),
      service: 'urn:oasis:names:tc:ebxml-msg:service',
      action: 'Acknowledgment',
      refToMessageId: uuid(),
    },
    acknowledgment: {
      actor: 'toPartyMSH',
      timestamp: '2026-06-01T09:00:00Z',
      refToMessageId: uuid(),
      from: sender.partyKey,
    },
  })
  const refused = await postTo('intermediary', signal, other)
  expect(refused.status).toBe(500)
  expect(refused.text).toContain('CLIENT_CERTIFICATE_OF_ANOTHER_PARTY')
  expect((await postTo('intermediary', signal, own)).text).not.toContain('CLIENT_CERTIFICATE')
})
