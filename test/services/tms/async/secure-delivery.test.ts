import { afterAll, beforeAll, expect, test } from 'vitest'
import { packMessage } from '../../../../src/ebxml/package.js'
import { type RunningSandbox, startSandbox } from '../../../../src/library/index.js'
import { MessageParty } from '../../../support/message-party.js'
import { secureRequest } from '../../../support/tls.js'
import { headerFrom, NOW, type RegisteredParty, registerParty } from './support.js'

const EXTRACT = 'gp2gp:RCMR_IN030000UK06'
const HL7 =
  '<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"><id root="1B4C9A60-0000-4000-8000-000000000001"/></RCMR_IN030000UK06>'

let sandbox: RunningSandbox
const parties: MessageParty[] = []

beforeAll(async () => {
  sandbox = await startSandbox({
    tls: true,
    mtls: 'strict',
    tlsHosts: ['spine.example'],
    clock: { start: NOW, frozen: true },
  })
})
afterAll(async () => {
  await sandbox.close()
  for (const party of parties) await party.close()
})

/** A party whose endpoint is a server that lets in who the authority of a sandbox vouches for. */
async function party(of: RunningSandbox, odsCode: string) {
  const tls = await of.certificates.client({ name: '127.0.0.1' })
  const mhs = await MessageParty.listen({ ...tls, requestCert: true, rejectUnauthorized: true })
  parties.push(mhs)
  return { mhs, party: await registerParty(sandbox.world(), odsCode, [EXTRACT], mhs.url) }
}

async function forward(from: RegisteredParty, to: RegisteredParty) {
  const header = headerFrom(from, to, EXTRACT)
  const { headers, body } = packMessage({ header, ackRequested: 'nextMSH' }, HL7)
  return secureRequest(`${sandbox.tlsUrl}/reliablemessaging/forwardreliable`, {
    ...(await sandbox.certificates.client({ partyKey: from.partyKey })),
    method: 'POST',
    headers,
    body: body.toString(),
  })
}

test('a message goes from one party to another over mutual TLS all the way', async () => {
  const a = await party(sandbox, 'D82106')
  const b = await party(sandbox, 'A20047')
  const answer = await forward(a.party, b.party)
  expect(answer.status).toBe(202)
  const brought = await b.mhs.next('RCMR_IN030000UK06')
  expect([brought.header.from, brought.client]).toEqual([a.party.partyKey, 'spine.example'])
  expect((await a.mhs.next('Acknowledgment')).client).toBe('spine.example')
})

test('an end that nobody trusted vouches for gets nothing, and the journal says why', async () => {
  const other = await startSandbox()
  const a = await party(sandbox, 'D82106')
  const b = await party(other, 'A20047')
  expect((await forward(a.party, b.party)).status).toBe(202)
  await a.mhs.next('Acknowledgment')
  await sandbox.clock.advance(1)
  const [failed] = sandbox.journal
    .exchanges('RCMR_IN030000UK06')
    .filter(({ request, answer }) => request.base === new URL(b.mhs.url).origin && !answer)
  expect(failed?.findings).toMatchObject([
    {
      rule: 'tms.not-delivered',
      message: expect.stringMatching(
        /^No secure connection to 127\.0\.0\.1:\d+ came about: .*--tls-ca/,
      ),
    },
  ])
  expect(b.mhs.received).toEqual([])
  await other.close()
})
