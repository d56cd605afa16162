import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { readEnvelope } from '../build/ebxml/envelope.js'
import { readMultipart } from '../build/ebxml/mime/read-multipart.js'
import { packMessage } from '../build/ebxml/package.js'
import { readMessage, writeMessage } from '../build/hl7v3/message.js'
import { parseXml } from '../build/hl7v3/xml/parse.js'
import { Xml, xmlDocument } from '../build/hl7v3/xml/template.js'
import { startSandbox } from '../build/library/index.js'
import { report } from './report.mjs'

const MESSAGES = 1000
const AT_ONCE = 16
const ROUNDS = 2000
const INTERACTION = 'gp2gp:RCMR_IN030000UK06'

/** A message of about five kilobytes. */
const hl7 = (id, party) =>
  xmlDocument(
    writeMessage({
      id,
      creationTime: '20260601100000',
      versionCode: 'V3NPfIT3.1.10',
      interactionId: 'RCMR_IN030000UK06',
      receiver: party.asid,
      sender: party.asid,
      controlAct: {
        systems: [party.asid],
        reasons: [],
        subject: {
          content: new Xml(
            `<EhrExtract classCode="EXTRACT">${'<component typeCode="COMP"><id root="1.2.3" extension="4"/></component>\n'.repeat(30)}</EhrExtract>`,
          ),
          contextConduction: false,
        },
      },
    }),
  )

const pack = (party) => {
  const id = crypto.randomUUID().toUpperCase()
  return packMessage(
    {
      header: {
        from: party.partyKey,
        to: party.partyKey,
        cpaId: party.cpaId,
        conversationId: id,
        service: 'urn:nhs:names:services:gp2gp',
        action: 'RCMR_IN030000UK06',
        messageId: id,
        timestamp: '2026-06-01T09:00:00Z',
        duplicateElimination: true,
      },
      ackRequested: 'nextMSH',
    },
    hl7(id, party),
  )
}

/** A receiver that acknowledges what is no signal; tells when it has had enough. */
async function listen(enough) {
  let count = 0
  const server = createServer((incoming, response) => {
    const chunks = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('latin1')
      const id = /<eb:MessageId>([^<]*)/.exec(text)?.[1]
      response.setHeader('Content-Type', 'text/xml')
      response.end(
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"><s:Header><eb:Acknowledgment eb:version="2.0"><eb:RefToMessageId>${id}</eb:RefToMessageId></eb:Acknowledgment></s:Header><s:Body/></s:Envelope>`,
      )
      if (String(incoming.headers['content-type']).startsWith('multipart/') && ++count === MESSAGES)
        enough()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const urlOf = (server) => `http://127.0.0.1:${server.address().port}/mhs`

/** One POST on a connection of its own, as message handling systems make them. */
function post(url, { headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'Content-Length': body.length },
        agent: new Agent({ keepAlive: false }),
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function postAll(url, messages) {
  const waiting = [...messages]
  const next = async () => {
    for (let message = waiting.pop(); message; message = waiting.pop()) await post(url, message)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

async function register(sandbox, address) {
  const answer = await fetch(`${sandbox.url}/_sandbox/sds/systems`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      odsCode: 'A20047',
      interactions: [INTERACTION],
      receives: [INTERACTION],
      address,
    }),
  })
  const { system, endpoints } = await answer.json()
  await fetch(`${sandbox.url}/_sandbox/parties/${system.partyKey}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ hopAcknowledgement: 'inline' }),
  })
  return { ...system, cpaId: endpoints[0].cpaId }
}

/** Messages a second from sender to receiver, against bare POSTs of the same bytes. */
async function forwarding() {
  const done = Promise.withResolvers()
  const server = await listen(done.resolve)
  const sandbox = await startSandbox()
  const party = await register(sandbox, urlOf(server))
  const messages = Array.from({ length: MESSAGES }, () => pack(party))
  const begun = performance.now()
  await postAll(`${sandbox.url}/reliablemessaging/forwardreliable`, messages)
  await done.promise
  const took = performance.now() - begun
  await sandbox.close()
  server.close()

  const bare = await listen(() => {})
  const start = performance.now()
  await postAll(urlOf(bare), messages)
  await postAll(urlOf(bare), messages)
  const alone = performance.now() - start
  bare.close()
  const rate = Math.round((MESSAGES * 1000) / took)
  report(
    `forward reliable, ${Math.round(messages[0].body.length / 100) / 10} kB, end to end`,
    `${rate} /s`,
    `${(alone / took).toFixed(2)} of two bare POSTs each, one process`,
  )
}

/** What it costs to build and to read a message. */
function codec() {
  const party = { asid: '200000000115', partyKey: 'A20047-1', cpaId: 'S1' }
  const message = pack(party)
  const start = performance.now()
  for (let round = 0; round < ROUNDS; round++) pack(party)
  const built = performance.now()
  for (let round = 0; round < ROUNDS; round++) {
    const parts = readMultipart(message.headers['Content-Type'], message.body)
    const [envelope, payload] = parts.map(({ content }) =>
      parseXml(Buffer.from(content).toString()),
    )
    readEnvelope(envelope.root)
    readMessage(payload.root)
  }
  const read = performance.now()
  const size = `${Math.round(message.body.length / 100) / 10} kB`
  report(`building a message of ${size}`, `${((built - start) / ROUNDS).toFixed(3)} ms`)
  report(`reading a message of ${size}`, `${((read - built) / ROUNDS).toFixed(3)} ms`)
}

export async function messages() {
  codec()
  await forwarding()
}
