import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEnvelope, type SentEnvelope } from '../src/ebxml/envelope.js'
import { headerOf, type MessageHeader } from '../src/ebxml/message-header.js'
import { readMultipart } from '../src/ebxml/mime/read-multipart.js'
import { readMessage } from '../src/hl7v3/message.js'
import type { XmlElement } from '../src/hl7v3/xml/element.js'
import { parseXml } from '../src/hl7v3/xml/parse.js'
import type { SandboxWorld } from '../src/library/index.js'
import { type Behaviour, MessageParty } from '../test/support/message-party.js'
import type { Line } from './report.js'

/** A published HTTP message, taken apart. */
interface HttpMessage {
  readonly start: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

function httpMessage(folder: string, name: string): HttpMessage {
  const bytes = readFileSync(join(folder, 'tms', name))
  const end = bytes.indexOf('\r\n\r\n')
  const [start = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  return {
    start,
    headers: new Map(
      lines.map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
      }),
    ),
    body: bytes.subarray(end + 4),
  }
}

const rootOf = (text: string): XmlElement | undefined => {
  const parsed = parseXml(text)
  return parsed.ok ? parsed.root : undefined
}

/** The documents in a body: that of the envelope first. */
function documentsIn(type: string, body: Uint8Array): readonly (XmlElement | undefined)[] {
  if (!type.startsWith('multipart/')) return [rootOf(Buffer.from(body).toString())]
  const parts = readMultipart(type, body)
  if ('problem' in parts) return []
  return parts.map(({ content }) => rootOf(Buffer.from(content).toString()))
}

interface Sample extends HttpMessage {
  readonly envelope: SentEnvelope
  readonly header: MessageHeader
  readonly sender: string
  readonly receiver: string
}

function sample(folder: string, name: string): Sample {
  const message = httpMessage(folder, name)
  const [first, second] = documentsIn(message.headers.get('content-type') ?? '', message.body)
  if (!first) throw new Error(`${name} cannot be read`)
  const envelope = readEnvelope(first)
  const { sender = '', receiver = '' } = second ? readMessage(second) : {}
  return { ...message, envelope, header: headerOf(envelope.header), sender, receiver }
}

/** Names of elements and attributes in their order: what two messages of one kind have in common. */
const shapeOf = ({ name, attributes, children }: XmlElement): string =>
  `${name}[${attributes.map((one) => one.name).join(' ')}]{${children.map(shapeOf).join(' ')}}`

/** What makes two envelopes differ beyond their values. */
function shapeFaults(published: XmlElement | undefined, sent: XmlElement | undefined): string[] {
  if (!published || !sent) return ['there is nothing to compare']
  const [wanted, found] = [shapeOf(published), shapeOf(sent)]
  return wanted === found ? [] : [`published ${wanted.slice(0, 200)}; sent ${found.slice(0, 200)}`]
}

async function tell(
  world: SandboxWorld,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`${world.url}/_sandbox${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok && answer.status !== 409) throw new Error(`${path}: ${await answer.text()}`)
  return answer.status === 204 ? undefined : answer.json()
}

const organisationOf = (partyKey: string): string => partyKey.split('-')[0] ?? ''

/** Puts the published contract of the receiver in the place of any other, at an address that listens. */
async function addContract(world: SandboxWorld, header: MessageHeader, address: string) {
  const { to: partyKey, cpaId, service, action } = header
  const query = new URLSearchParams({ partyKey, interaction: `${service}:${action}` })
  for (const { id } of (await tell(world, 'GET', `/sds/endpoints?${query}`)) as { id: string }[])
    await tell(world, 'DELETE', `/sds/endpoints/${encodeURIComponent(id)}`)
  await tell(world, 'POST', '/sds/endpoints', {
    odsCode: organisationOf(partyKey),
    partyKey,
    service,
    action,
    cpaId,
    addresses: [address],
  })
}

/** Registers what a published message presupposes: both parties, their systems, the contract. */
async function prepare(world: SandboxWorld, one: Sample, from: string, to: string) {
  const { header, sender, receiver } = one
  const interaction = `${header.service}:${header.action}`
  for (const [asid, partyKey] of [
    [sender, header.from],
    [receiver, header.to],
  ] as const)
    await tell(world, 'POST', '/sds/systems', {
      asid,
      odsCode: organisationOf(partyKey),
      partyKey,
      interactions: [interaction],
    })
  await tell(world, 'POST', '/sds/endpoints', {
    odsCode: organisationOf(header.from),
    partyKey: header.from,
    service: header.service,
    action: 'MCCI_IN010000UK13',
    addresses: [from],
  })
  await addContract(world, header, to)
}

const post = (world: SandboxWorld, { start, headers, body }: HttpMessage): Promise<Response> =>
  fetch(`${world.url}${start.split(' ')[1]}`, {
    method: 'POST',
    headers: {
      'Content-Type': headers.get('content-type') ?? '',
      SOAPAction: headers.get('soapaction') ?? '',
    },
    body,
  })

const line = (example: string, status: number, faults: readonly string[]): Line => ({
  operation: 'TMS',
  example,
  status,
  verdict: faults.length > 0 ? 'FAULT' : 'as published',
  detail: faults.slice(0, 3).join('; '),
})

/** Compares an answer with a published one: status, headers that matter, and the form of the body. */
async function answerFaults(answer: Response, published: HttpMessage): Promise<string[]> {
  const text = await answer.text()
  const status = Number(published.start.split(' ')[1])
  const heads = (['content-type', 'soapaction'] as const).flatMap((name) => {
    const [wanted, found] = [published.headers.get(name), answer.headers.get(name) ?? undefined]
    return wanted === found ? [] : [`${name} is ${found}, published ${wanted}`]
  })
  const body =
    published.body.length === 0 ? [] : shapeFaults(rootOf(published.body.toString()), rootOf(text))
  const empty = published.body.length === 0 && text !== '' ? ['the body is not empty'] : []
  return [
    ...(answer.status === status ? [] : [`status, published ${status}`]),
    ...heads,
    ...empty,
    ...body,
  ]
}

/** Messages for a party: the sample, its acceptance, and whether the bytes are passed on. */
const FORWARDED = [
  'forward-reliable-request',
  'forward-reliable-attachments',
  'forward-express-request',
  'published-gp2gp-fragment-index',
] as const

const silent: Behaviour = () => ({ status: 200 })

async function forwardedLines(
  world: SandboxWorld,
  folder: string,
  sender: MessageParty,
  receiver: MessageParty,
): Promise<Line[]> {
  const lines: Line[] = []
  const accepted = httpMessage(folder, 'forward-reliable-accepted.http.txt')
  for (const name of FORWARDED) {
    receiver.forget()
    receiver.behaviour = silent
    const one = sample(folder, `${name}.http.txt`)
    await prepare(world, one, sender.url, receiver.url)
    const answer = await post(world, one)
    const faults = await answerFaults(answer, accepted)
    if (faults.length === 0) {
      const { body } = await receiver.next(one.header.action)
      if (!body.equals(one.body)) faults.push('the bytes were changed on the way')
    }
    lines.push(line(name, answer.status, faults))
  }
  return lines
}

/** What the sender of a published message hears: of the first hop, and that nobody acknowledged it. */
async function heardLines(
  world: SandboxWorld,
  folder: string,
  sender: MessageParty,
): Promise<Line[]> {
  const heard = async (action: string, name: string): Promise<Line> => {
    const post = await sender.next(action)
    const published = httpMessage(folder, name)
    const faults = shapeFaults(rootOf(published.body.toString()), rootOf(post.body.toString()))
    for (const header of ['content-type', 'soapaction'] as const)
      if (post.headers[header] !== published.headers.get(header))
        faults.push(`${header} is ${post.headers[header]}`)
    return line(name, 200, faults)
  }
  const hop = await heard('Acknowledgment', 'forward-reliable-ack-from-spine.http.txt')
  await world.clock.advance(600_000)
  return [hop, await heard('MessageError', 'forward-reliable-delivery-failure.http.txt')]
}

/** Messages that are refused: how a published one is spoilt, and the published answer. */
const REFUSED: readonly (readonly [string, (text: string) => string])[] = [
  ['ebxml-error-unknown-cpa.xml', (text) => text.replace(/<eb:CPAId>[^<]*/, '<eb:CPAId>S1')],
  [
    'ebxml-error-contract.xml',
    (text) => text.replace(/(<eb:To>[\s\S]*?>)[^<>]+(<\/eb:PartyId>)/, '$1YEC-0000605$2'),
  ],
  [
    'ebxml-error-to-party.xml',
    (text) => text.replace(/(<eb:To>[\s\S]*?>)[^<>]+(<\/eb:PartyId>)/, '$1ZZ9-1$2'),
  ],
  [
    'ebxml-error-mime.xml',
    (text) => text.replace(/xlink:href="cid:[^"]*"/, 'xlink:href="cid:none"'),
  ],
  [
    'ebxml-error-ttl-expired.xml',
    (text) =>
      text.replace(
        '</eb:MessageData>',
        '<eb:TimeToLive>2001-01-01T00:00:00Z</eb:TimeToLive></eb:MessageData>',
      ),
  ],
  ['soap-fault-201.http.txt', (text) => text.replace('</SOAP:Header>', '')],
]

async function refusedLines(world: SandboxWorld, folder: string): Promise<Line[]> {
  const one = sample(folder, 'async-reliable-request.http.txt')
  const lines: Line[] = []
  for (const [name, spoil] of REFUSED) {
    const body = Buffer.from(spoil(one.body.toString('latin1')), 'latin1')
    const answer = await post(world, { ...one, body })
    const published = name.endsWith('.xml')
      ? readFileSync(join(folder, 'tms', name))
      : httpMessage(folder, name).body
    const faults = shapeFaults(rootOf(published.toString()), rootOf(await answer.text()))
    lines.push(line(name, answer.status, faults))
  }
  return lines
}

/** A message for the Spine: its acceptance, that of its repetition, and the form of the later answer. */
async function reliableLines(
  world: SandboxWorld,
  folder: string,
  client: MessageParty,
): Promise<Line[]> {
  const one = sample(folder, 'async-reliable-request.http.txt')
  await prepare(world, one, client.url, client.url)
  const lines: Line[] = []
  for (const name of ['async-reliable-accepted', 'async-reliable-duplicate-accepted']) {
    const answer = await post(world, one)
    const faults = await answerFaults(answer, httpMessage(folder, `${name}.http.txt`))
    lines.push(line(name, answer.status, faults))
  }
  await world.clock.advance(2000)
  const name = 'async-reliable-response-negative.http.txt'
  const [later] = client.of('MCCI_IN010000UK13')
  const published = httpMessage(folder, name)
  const [envelope, hl7] = documentsIn(published.headers.get('content-type') ?? '', published.body)
  const sent = later && documentsIn(String(later.headers['content-type']), later.body)
  const faults = [
    ...shapeFaults(envelope, sent?.[0]),
    ...(hl7 && readMessage(hl7).acknowledgement?.type !== 'AA' && sent?.[1] ? [] : ['no refusal']),
  ]
  if (
    later &&
    later.headers['content-type'] !==
      published.headers
        .get('content-type')
        ?.replace(/; (type="text\/xml"); (charset="UTF-8")/, '; $2; $1')
  )
    faults.push(`content-type is ${later.headers['content-type']}`)
  return [...lines, line(name, 200, faults)]
}

/** The published express query: its acceptance, and the form of the answer's envelope. */
async function expressLines(
  world: SandboxWorld,
  folder: string,
  client: MessageParty,
): Promise<Line[]> {
  const one = sample(folder, 'published-async-express-request.http.txt')
  await prepare(world, one, client.url, client.url)
  for (const action of ['QUPA_IN000011UK02', 'QUQI_IN010000UK14'])
    await addContract(
      world,
      { ...one.header, to: one.header.from, action, cpaId: `S1${action.slice(-6)}` },
      client.url,
    )
  const answer = await post(world, one)
  const faults = await answerFaults(answer, httpMessage(folder, 'async-express-accepted.http.txt'))
  await world.clock.advance(2000)
  const name = 'async-express-response.http.txt'
  const published = httpMessage(folder, name)
  const [envelope] = documentsIn(published.headers.get('content-type') ?? '', published.body)
  const later = client.received.find(({ header }) => header.refToMessageId === one.header.messageId)
  const [sent] = later ? documentsIn(String(later.headers['content-type']), later.body) : []
  return [
    line('published-async-express-request', answer.status, faults),
    line(name, 200, shapeFaults(envelope, sent)),
  ]
}

/** Signals of receivers are taken. */
async function signalLines(world: SandboxWorld, folder: string): Promise<Line[]> {
  const lines: Line[] = []
  for (const name of ['forward-reliable-ack-from-receiver', 'forward-express-ack-from-receiver']) {
    const answer = await post(world, sample(folder, `${name}.http.txt`))
    lines.push(line(name, answer.status, answer.status === 202 ? [] : ['it is not taken']))
  }
  return lines
}

/** The published messages of TMS: taken, passed on, answered and refused as published. */
export async function tmsLines(world: SandboxWorld, folder: string): Promise<Line[]> {
  const [sender, receiver, client] = [
    await MessageParty.listen(),
    await MessageParty.listen(),
    await MessageParty.listen(),
  ]
  try {
    return [
      ...(await reliableLines(world, folder, client)),
      ...(await refusedLines(world, folder)),
      ...(await expressLines(world, folder, client)),
      ...(await forwardedLines(world, folder, sender, receiver)),
      ...(await heardLines(world, folder, sender)),
      ...(await signalLines(world, folder)),
    ]
  } finally {
    for (const party of [sender, receiver, client]) await party.close()
  }
}
