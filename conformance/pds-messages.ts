import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionName } from '../src/hl7v3/interaction.js'
import { readMessage } from '../src/hl7v3/message.js'
import { childOf, type XmlElement } from '../src/hl7v3/xml/element.js'
import { parseXml } from '../src/hl7v3/xml/parse.js'
import type { SandboxWorld } from '../src/library/index.js'
import { PDS_INTERACTIONS } from '../src/services/pds/hl7v3/interactions/index.js'
import { payloadFaults, type Trees, treesIn } from './message-tree.js'
import type { Line } from './report.js'

/** Where published messages are. */
const FOLDERS = ['pds/hl7v3', 'hl7v3/ebooking', 'tms'] as const

/** A system of the standard data set that may ask PDS. */
const CLIENT = '200000000115'

interface Sample {
  readonly name: string
  readonly text: string
}

/** Every published message that is a file of its own. */
const samplesIn = (folder: string): Sample[] =>
  FOLDERS.flatMap((below) =>
    readdirSync(join(folder, below))
      .filter((name) => name.endsWith('.xml'))
      .map((name) => ({
        name: `${below}/${name}`,
        text: readFileSync(join(folder, below, name), 'utf8'),
      })),
  )

/** The HL7 message in a document: the element that says which interaction it is. */
export function messageIn(root: XmlElement): XmlElement | undefined {
  if (childOf(root, 'interactionId')) return root
  for (const child of root.children) {
    const found = messageIn(child)
    if (found) return found
  }
  return undefined
}

const line = (
  operation: string,
  example: string,
  status: number,
  faults: readonly string[],
): Line => ({
  operation,
  example,
  status,
  verdict: faults.length > 0 ? 'FAULT' : 'as published',
  detail: faults.slice(0, 3).join('; '),
})

/** A published message is read, and says of itself what its root says. */
function readingLine({ name, text }: Sample): Line {
  const parsed = parseXml(text)
  if (!parsed.ok) return line('HL7', name, 0, [parsed.problem])
  const element = messageIn(parsed.root)
  if (!element) return line('HL7', name, 0, [])
  const message = readMessage(element)
  const faults = Object.entries({
    interactionId: message.interactionId === element.name,
    id: message.id !== '',
    creationTime: message.creationTime !== '',
    receiver: message.receiver !== '',
    sender: message.sender !== '',
    system: message.controlAct.systems.length > 0,
  }).flatMap(([part, isThere]) => (isThere ? [] : [`${part} is not read`]))
  return line('HL7', name, 0, faults)
}

const WRAPPER = [
  'id',
  'creationTime',
  'versionCode',
  'interactionId',
  'processingCode',
  'processingModeCode',
  'acceptAckCode',
  'acknowledgement',
  'communicationFunctionRcv',
  'communicationFunctionSnd',
  'ControlActEvent',
].join()

const FAILED = 'QUQI_IN010000UK14'

function answerFaults(trees: Trees, root: XmlElement): string[] {
  const element = messageIn(root)
  if (!element) return ['the answer holds no message']
  const names = element.children.map(({ name }) => name).join()
  const faults = names === WRAPPER ? [] : [`the wrapper has ${names}`]
  const { acknowledgement, controlAct, interactionId } = readMessage(element)
  if (acknowledgement?.type === 'AR')
    return [...faults, `rejected: ${acknowledgement.details.map(({ code }) => code.code).join()}`]
  if (interactionId === FAILED) return faults
  const payload = controlAct.subject?.content
  return payload
    ? [...faults, ...payloadFaults(trees, interactionId, payload)]
    : [...faults, 'the answer has no subject']
}

/** Sends a published query as one of the systems that may; judges the answer by the published trees. */
async function queryLine(world: SandboxWorld, trees: Trees, sample: Sample): Promise<Line> {
  const parsed = parseXml(sample.text)
  const message = parsed.ok ? messageIn(parsed.root) : undefined
  const { sender = '', interactionId = '' } = message ? readMessage(message) : {}
  const answer = await fetch(`${world.url}/sync-service`, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/xml; charset=UTF-8',
      SOAPAction: actionName('pdsquery', interactionId),
    },
    body: sample.text.replaceAll(sender, CLIENT),
  })
  const read = parseXml(await answer.text())
  const type = answer.headers.get('content-type')
  const faults = [
    ...(answer.status === 200 ? [] : [`expected 200`]),
    ...(type === 'text/xml' ? [] : [`the type is ${type}`]),
    ...(read.ok ? answerFaults(trees, read.root) : [read.problem]),
  ]
  return line(interactionId, sample.name, answer.status, faults)
}

const isSyncQuery = ({ name, text }: Sample): boolean =>
  PDS_INTERACTIONS.some(
    ({ interactionId, pattern }) =>
      pattern === 'synchronous' && name.includes(`.${interactionId}.`) && text.includes('Envelope'),
  )

/** The retrieval of a person in every release, by a query that is made of a published one. */
const asking = (sample: Sample, nhsNumber: string): Sample => ({
  name: `${sample.name} for ${nhsNumber}`,
  text: sample.text
    .replace(/(2\.16\.840\.1\.113883\.2\.1\.4\.1" extension=")\d{10}/g, `$1${nhsNumber}`)
    .replace(/(<historicDataIndicator>[\s\S]*?code=")0/, '$11'),
})

const PEOPLE = ['9000000009', '9000000017', '9000000025', '9732110317', '5900053636'] as const

/** Reads every published message, sends the published queries, and judges what comes back. */
export async function messageLines(world: SandboxWorld, folder: string): Promise<Line[]> {
  const trees = treesIn(folder)
  const samples = samplesIn(folder)
  const lines = samples.map(readingLine)
  const queries = samples.filter(isSyncQuery)
  const retrievals = queries.filter(({ name }) => name.includes('retrieval'))
  const more = retrievals.flatMap((one) => PEOPLE.map((person) => asking(one, person)))
  for (const query of [...queries, ...more]) lines.push(await queryLine(world, trees, query))
  return lines
}
