import { createHash } from 'node:crypto'
import { packMessage } from '../../ebxml/package.js'
import type { FamilyName } from '../../hl7v3/ebooking/families.js'
import { interactionOf, versionCodeOf } from '../../hl7v3/ebooking/releases.js'
import { writeMessage } from '../../hl7v3/message.js'
import { tsOfInstant } from '../../hl7v3/types/time.js'
import { type Xml, xmlDocument } from '../../hl7v3/xml/template.js'
import { control } from '../control.js'
import type { Line } from '../line.js'
import { done } from '../turned-away.js'
import { fullName, type HospitalSystem, settle } from './system.js'

/** ODS code of e-RS in the directory. */
const ERS = 'YEC'

interface Receiver {
  readonly asid: string
  readonly partyKey: string
  readonly cpaId: string
}

/** Where the directory says that e-RS takes an interaction. */
async function receiverOf(line: Line, interactionId: string): Promise<Receiver> {
  const query = new URLSearchParams({ odsCode: ERS, interaction: fullName(interactionId) })
  const systems = await control<readonly { asid: string; partyKey: string }[]>(
    line,
    'GET',
    `/sds/systems?${query}`,
  )
  for (const { asid, partyKey } of systems) {
    const endpoints = await control<readonly { action: string; cpaId: string }[]>(
      line,
      'GET',
      `/sds/endpoints?partyKey=${encodeURIComponent(partyKey)}`,
    )
    const found = endpoints.find(({ action }) => action === interactionId)
    if (found) return { asid, partyKey, cpaId: found.cpaId }
  }
  throw new Error(`the directory has no contract by which e-RS takes ${interactionId}`)
}

/** A UUID that the same story gives again: from who sends what, when, and after which message. */
function uuidOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('/')).digest('hex').toUpperCase()
  const [a, b, c, d] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16), hex.slice(17, 20)]
  return `${a}-${b}-4${c}-8${d}-${hex.slice(20, 32)}`
}

/** Number of the newest message of the Spine. */
async function newest(line: Line): Promise<number> {
  const [last] = await control<readonly { id: number }[]>(line, 'GET', '/messages?limit=1')
  return last?.id ?? 0
}

/** A message whose payload is made with the id that it needs. */
export interface Letter {
  readonly family: FamilyName
  readonly content: (id: string) => Xml
}

/** Sends a message of a hospital's system to e-RS by the Spine; answers its HL7 id. */
export async function sendLetter(
  line: Line,
  from: HospitalSystem,
  { family, content }: Letter,
): Promise<string> {
  const { interactionId } = interactionOf(family, from.release)
  const to = await receiverOf(line, interactionId)
  const { now } = await control<{ now: string }>(line, 'GET', '/clock')
  const id = (name: string): string => uuidOf(name, from.asid, interactionId, now, after)
  const after = String(await newest(line))
  const hl7 = writeMessage({
    id: id('message'),
    creationTime: tsOfInstant(Date.parse(now)),
    versionCode: versionCodeOf(from.release),
    interactionId,
    receiver: to.asid,
    sender: from.asid,
    controlAct: {
      systems: [from.asid],
      reasons: [],
      subject: { content: content(id('payload')), contextConduction: false },
    },
  })
  const header = {
    from: from.partyKey,
    to: to.partyKey,
    cpaId: to.cpaId,
    conversationId: id('conversation'),
    service: 'urn:nhs:names:services:ebs',
    action: interactionId,
    messageId: id('envelope'),
    timestamp: now.replace(/\.\d+Z$/, 'Z'),
    duplicateElimination: true,
  }
  const { headers, body } = packMessage({ header, ackRequested: 'nextMSH' }, xmlDocument(hl7))
  const path = '/reliablemessaging/forwardreliable'
  done(await line.send({ method: 'POST', path, headers, body: new Uint8Array(body) }))
  await settle(line)
  return id('message')
}
