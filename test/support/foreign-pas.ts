import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A hospital's system as somebody else would have written it: it shares no code with the sandbox, finds what it
 * needs by regular expressions and writes what it says by gluing text.
 */

const HL7 = 'urn:hl7-org:v3'
const UBRN = '2.16.840.1.113883.2.1.3.2.4.1'
const SERVICE = '2.16.840.1.113883.2.1.3.2.4.2'
const ASID = '1.2.826.0.1285.0.2.0.107'

const uuid = (): string => crypto.randomUUID().toUpperCase()

/** What it received. */
export interface Heard {
  readonly action: string
  readonly headers: IncomingHttpHeaders
  readonly envelope: string
  /** The HL7 message; empty for a signal. */
  readonly hl7: string
  readonly messageId: string
  readonly conversationId: string
  /** HL7 id. */
  readonly id: string
}

const found = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? ''

/** The extension of the nth identifier of a root. */
export const extensionOf = (text: string, root: string, nth = 0): string =>
  [...text.matchAll(new RegExp(`root="${root}" extension="([^"]*)"`, 'g'))][nth]?.[1] ?? ''

export const ubrnIn = (text: string): string => extensionOf(text, UBRN)
export const serviceIn = (text: string): string => extensionOf(text, SERVICE)
/** The id of the slot in a booking or a cancellation. */
export const usrnIn = (text: string): string =>
  found(text, /<appointmentSlot[^>]*>\s*<id root="([^"]*)"/) ||
  found(text, /<pertinentAppointmentSlot[^>]*>\s*<id root="([^"]*)"/)
/** The id of the poll itself. */
export const pollIn = (text: string): string =>
  found(text, /<RequestAvailableSlots[^>]*>\s*<id root="([^"]*)"/)

/** How a message is written: the same message, other text. */
export type Dress = (xml: string) => string

const prefixed = (xml: string, prefix: string): string =>
  xml
    .replace(/<(\/?)([A-Za-z])/g, `<$1${prefix}:$2`)
    .replace(`<${prefix}:?xml`, '<?xml')
    .replace(`xmlns="${HL7}"`, `xmlns:${prefix}="${HL7}"`)

const reversedAttributes = (xml: string): string =>
  xml.replace(/<([A-Za-z]\w*)((?: [\w:]+="[^"]*")+)/g, (_, name: string, all: string) => {
    const attributes = all.match(/ [\w:]+="[^"]*"/g) ?? []
    return `<${name}${attributes.reverse().join('')}`
  })

/** Ways in which systems write. */
export const DRESSES: Readonly<Record<string, Dress>> = {
  plain: (xml) => xml,
  'a prefix of its own': (xml) => prefixed(xml, 'hl7'),
  'a schema location': (xml) =>
    xml.replace(
      `xmlns="${HL7}"`,
      `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${HL7} ../Schemas/message.xsd" xmlns="${HL7}"`,
    ),
  'attributes in another order': reversedAttributes,
  'comments and instructions': (xml) =>
    xml
      .replace('?>', '?><!-- made by the PAS --><?pas version="7"?>')
      .replaceAll('><', '><!-- < & > is no tag -->\n<')
      .concat('<!-- the end -->'),
  'single quotes and spaces': (xml) =>
    xml.replace(/(\w)="([^"]*)"/g, "$1 = '$2'").replaceAll('/>', '\n />'),
  'elements with an end tag and a byte order mark': (xml) =>
    `\ufeff${xml.replace(/<(\w+)([^<>]*)\/>/g, '<$1$2></$1>')}`,
  'characters by number': (xml) =>
    xml.replace(/extension="(\d)/g, (_, digit: string) => `extension="&#x3${digit};`),
  'structural attributes that nobody needs': (xml) =>
    xml
      .replaceAll('typeCode="COMP"', 'type="ActRelationship" typeCode="COMP"')
      .replaceAll('moodCode="SLOT"', 'moodCode="SLOT" type="Supply"'),
  'windows line ends': (xml) => xml.replaceAll('><', '>\r\n\t<'),
}

/** A slot as the system offers it. */
export interface ForeignSlot {
  readonly usrn: string
  /** What stands in `effectiveTime`. */
  readonly time: string
  readonly priority?: string
  /** Role profile and user. */
  readonly clinician?: readonly [string, string]
}

export const lowHigh = (low: string, high: string): string =>
  `<low value="${low}"/><high value="${high}"/>`

const slotText = ({ usrn, time, priority, clinician }: ForeignSlot): string =>
  [
    '<component typeCode="COMP"><appointmentSlot classCode="SPLY" moodCode="SLOT">',
    `<id root="${usrn}"/><effectiveTime>${time}</effectiveTime>`,
    priority === undefined
      ? ''
      : `<priorityCode code="${priority}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.95"/>`,
    clinician
      ? `<performer typeCode="PRF"><AgentPersonSDS classCode="AGNT"><id root="1.2.826.0.1285.0.2.0.67" extension="${clinician[0]}"/><agentPersonSDS classCode="PSN" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.65" extension="${clinician[1]}"/></agentPersonSDS></AgentPersonSDS></performer>`
      : '',
    '</appointmentSlot></component>',
  ].join('')

/** Payloads, as text. */
export const payloads = {
  slots: (service: string, poll: string, slots: readonly ForeignSlot[]): string =>
    `<AvailableSlots classCode="LIST" moodCode="SLOT"><id root="${uuid()}"/><location typeCode="LOC"><clinic classCode="SDLOC"><id root="${SERVICE}" extension="${service}"/></clinic></location>${slots.map(slotText).join('')}<inFulfillmentOf typeCode="FLFS"><priorSlotRequest classCode="SPLY" moodCode="RQO"><id root="${poll}"/></priorSlotRequest></inFulfillmentOf></AvailableSlots>`,
  appointment: (usrn: string, ubrn: string): string =>
    `<RequestedAppointment classCode="ENC" moodCode="PRMS"><id root="${usrn}"/><inFulfillmentOf typeCode="FLFS"><priorRequestedService classCode="PCPR" moodCode="PRMS"><id root="${UBRN}" extension="${ubrn}"/></priorRequestedService></inFulfillmentOf></RequestedAppointment>`,
  cancelled: (ubrn: string): string =>
    `<AppointmentCancellation classCode="PCPR" moodCode="EVN"><id root="${UBRN}" extension="${ubrn}"/></AppointmentCancellation>`,
  cancels: (ubrn: string, reason: string): string =>
    `<AppointmentCancellation classCode="PCPR" moodCode="EVN"><id root="${UBRN}" extension="${ubrn}"/><reasonCode code="${reason}" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.18"/></AppointmentCancellation>`,
  withdrawn: (...usrns: readonly string[]): string =>
    `<CancelledSlotList classCode="LIST" moodCode="PRMS"><id root="${uuid()}"/>${usrns.map((usrn) => `<component typeCode="COMP"><appointmentSlot classCode="SPLY" moodCode="SLOT"><id root="${usrn}"/></appointmentSlot></component>`).join('')}</CancelledSlotList>`,
  missed: (reason: string, ...ubrns: readonly string[]): string =>
    `<DnaList classCode="LIST" moodCode="EVN"><id root="${uuid()}"/>${ubrns.map((ubrn) => `<component typeCode="COMP"><dnaAppointment classCode="PCPR" moodCode="EVN"><id root="${UBRN}" extension="${ubrn}"/><reasonCode code="${reason}" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.19"/></dnaAppointment></component>`).join('')}</DnaList>`,
} as const

export interface Saying {
  readonly payload?: string
  /** What it answers, and how. */
  readonly ack?: { readonly type: string; readonly to: string; readonly detail?: string }
  /** Text of `reason` elements. */
  readonly reason?: string
  readonly conversationId?: string
  readonly dress?: Dress
  readonly id?: string
  readonly version?: string
}

/** A reason in the control act, from the list of rejections. */
export const because = (code: string, text = 'Because'): string =>
  `<reason typeCode="RSON"><justifyingDetectedIssueEvent classCode="ALRT" moodCode="EVN"><code code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.97" displayName="${text}"><qualifier code="ER"/></code></justifyingDetectedIssueEvent></reason>`

/** A messaging error in the acknowledgement. */
export const detail = (code: string): string =>
  `<acknowledgementDetail typeCode="ER"><code code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.32" displayName="An error"/></acknowledgementDetail>`

const device = (name: string, type: string, asid: string): string =>
  `<${name} typeCode="${type}"><device classCode="DEV" determinerCode="INSTANCE"><id root="${ASID}" extension="${asid}"/></device></${name}>`

/** Who it is, and where the Spine is. */
export interface ForeignAddress {
  /** Base URL of the world. */
  readonly url: string
  readonly asid: string
  readonly partyKey: string
  readonly ers: { readonly asid: string; readonly partyKey: string }
  /** Contract by interaction. */
  readonly cpaIds: Readonly<Record<string, string>>
  /** The time of the world, as an instant. */
  readonly now: () => Date
}

const partsOf = (type: string, body: string): string[] => {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1]
  if (boundary === undefined) return [body]
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, ''))
}

function hear(headers: IncomingHttpHeaders, body: string): Heard {
  const [envelope = '', hl7 = ''] = partsOf(String(headers['content-type']), body)
  return {
    headers,
    envelope,
    hl7,
    action: found(envelope, /<(?:\w+:)?Action>([^<]*)</),
    messageId: found(envelope, /<(?:\w+:)?MessageId>([^<]*)</),
    conversationId: found(envelope, /<(?:\w+:)?ConversationId>([^<]*)</),
    id: found(hl7, /<id root="([^"]*)"/),
  }
}

/** The system: a server that takes messages with 202, and says what it is told to say. */
export class ForeignPas {
  readonly #server: Server
  readonly heard: Heard[] = []
  #address: ForeignAddress | undefined
  #wake: (() => void)[] = []
  readonly #saying: Promise<unknown>[] = []

  private constructor(server: Server) {
    this.#server = server
  }

  static async listen(): Promise<ForeignPas> {
    const server = createServer()
    const pas = new ForeignPas(server)
    server.on('request', async (request, response) => {
      let body = ''
      request.setEncoding('utf8')
      for await (const chunk of request) body += chunk
      const heard = hear(request.headers, body)
      pas.heard.push(heard)
      response.writeHead(202).end()
      for (const wake of pas.#wake.splice(0)) wake()
      // The Spine may be gone by now: it will send the message again.
      if (heard.hl7) pas.#saying.push(pas.#acknowledge(heard).catch(() => undefined))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return pas
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/pas/mhs`
  }

  /** Gives it another place to work at, and a clear head. */
  moveTo(address: ForeignAddress): void {
    this.#address = address
    this.heard.length = 0
  }

  /** Waits until what it has to say is said. */
  async quiet(): Promise<void> {
    await Promise.all(this.#saying.splice(0))
  }

  /** The Spine has another address; all else is as it was. */
  follow(url: string, now: () => Date): void {
    this.#address = { ...this.#place, url, now }
  }

  of(action: string): Heard[] {
    return this.heard.filter((one) => one.action.startsWith(action))
  }

  /** Waits for the nth message whose interaction begins so. */
  async next(action: string, nth = 1): Promise<Heard> {
    for (;;) {
      const one = this.of(action)[nth - 1]
      if (one) return one
      await new Promise<void>((resolve) => this.#wake.push(resolve))
    }
  }

  get #place(): ForeignAddress {
    if (!this.#address) throw new Error('nowhere')
    return this.#address
  }

  #header(action: string, service: string, conversationId: string, refersTo?: string): string {
    const { partyKey, ers, cpaIds, now } = this.#place
    const party = (name: string, key: string) =>
      `<eb3:${name}><eb3:PartyId eb3:type="urn:nhs:names:partyType:ocs+serviceInstance">${key}</eb3:PartyId></eb3:${name}>`
    const ref = refersTo ? `<eb3:RefToMessageId>${refersTo}</eb3:RefToMessageId>` : ''
    return `<eb3:MessageHeader eb3:version="2.0" SOAP-ENV:mustUnderstand="1">${party('From', partyKey)}${party('To', ers.partyKey)}<eb3:CPAId>${cpaIds[action] ?? 'S0'}</eb3:CPAId><eb3:ConversationId>${conversationId}</eb3:ConversationId><eb3:Service>${service}</eb3:Service><eb3:Action>${action}</eb3:Action><eb3:MessageData><eb3:MessageId>${uuid()}</eb3:MessageId><eb3:Timestamp>${now().toISOString().slice(0, 19)}Z</eb3:Timestamp>${ref}</eb3:MessageData>`
  }

  #soap(header: string, body = ''): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb3="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd" xmlns:xl="http://www.w3.org/1999/xlink"><SOAP-ENV:Header>${header}</SOAP-ENV:Header><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`
  }

  async #post(path: string, headers: Record<string, string>, body: string): Promise<Response> {
    return fetch(`${this.#place.url}${path}`, { method: 'POST', headers, body })
  }

  /** Says that a message arrived, on a connection of its own. */
  async #acknowledge({ envelope, messageId, conversationId }: Heard): Promise<void> {
    if (!envelope.includes('AckRequested')) return
    const actor = found(envelope, /AckRequested[^>]*actor="([^"]*)"/)
    const service = 'urn:oasis:names:tc:ebxml-msg:service'
    const header = this.#header('Acknowledgment', service, conversationId, messageId)
    const { partyKey, now } = this.#place
    const acknowledgment = `<eb3:Acknowledgment eb3:version="2.0" SOAP-ENV:mustUnderstand="1" SOAP-ENV:actor="${actor || 'urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH'}"><eb3:Timestamp>${now().toISOString().slice(0, 19)}Z</eb3:Timestamp><eb3:RefToMessageId>${messageId}</eb3:RefToMessageId><eb3:From><eb3:PartyId eb3:type="urn:nhs:names:partyType:ocs+serviceInstance">${partyKey}</eb3:PartyId></eb3:From></eb3:Acknowledgment>`
    const answer = await this.#post(
      '/reliablemessaging/intermediary',
      { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: `"${service}/Acknowledgment"` },
      this.#soap(`${header}</eb3:MessageHeader>${acknowledgment}`),
    )
    await answer.text()
  }

  /** A message in full, before it is dressed. */
  #message(interaction: string, { payload, ack, reason = '', id, version }: Saying): string {
    const { asid, ers, now } = this.#place
    const local = now().toLocaleString('sv', { timeZone: 'Europe/London' }).replace(/\D/g, '')
    const release = version ?? (/UK0[23]$|UK01$/.test(interaction) ? '2.3' : '3.1.09')
    const acknowledgement = ack
      ? `<acknowledgement typeCode="${ack.type}">${ack.detail ?? ''}<messageRef><id root="${ack.to}"/></messageRef></acknowledgement>`
      : ''
    const subject = payload
      ? `<subject typeCode="SUBJ" contextConductionInd="false">${payload}</subject>`
      : ''
    return `<?xml version="1.0" encoding="UTF-8"?><${interaction} xmlns="${HL7}"><id root="${id ?? uuid()}"/><creationTime value="${local}"/><versionCode code="V3NPfIT${release}"/><interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="${interaction}"/><processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="NE"/>${acknowledgement}${device('communicationFunctionRcv', 'RCV', ers.asid)}${device('communicationFunctionSnd', 'SND', asid)}<ControlActEvent classCode="CACT" moodCode="EVN"><author1 typeCode="AUT"><AgentSystemSDS classCode="AGNT"><agentSystemSDS classCode="DEV" determinerCode="INSTANCE"><id root="${ASID}" extension="${asid}"/></agentSystemSDS></AgentSystemSDS></author1>${reason}${subject}</ControlActEvent></${interaction}>`
  }

  /** Says something to e-RS; answers what the Spine answered. */
  async say(interaction: string, saying: Saying): Promise<Response> {
    const service = 'urn:nhs:names:services:ebs'
    const { dress = (xml: string) => xml, conversationId = uuid() } = saying
    const header = this.#header(interaction, service, conversationId)
    const manifest =
      '<eb3:Manifest eb3:version="2.0"><eb3:Reference xl:href="cid:hl7@pas" xl:type="simple"/></eb3:Manifest>'
    const envelope = this.#soap(
      `${header}<eb3:DuplicateElimination/></eb3:MessageHeader><eb3:AckRequested eb3:version="2.0" SOAP-ENV:mustUnderstand="1" SOAP-ENV:actor="urn:oasis:names:tc:ebxml-msg:actor:nextMSH" eb3:signed="false"/>`,
      manifest,
    )
    const boundary = '=_pas.boundary_(7)'
    const part = (type: string, id: string, content: string) =>
      `--${boundary}\r\ncontent-id: <${id}>\r\ncontent-type: ${type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${content}\r\n`
    const body = `${part('text/xml; charset=utf-8', 'ebxml@pas', envelope)}${part('application/xml', 'hl7@pas', dress(this.#message(interaction, saying)))}--${boundary}--\r\n`
    return this.#post(
      '/reliablemessaging/intermediary',
      {
        'Content-Type': `Multipart/Related; type="text/xml"; start="<ebxml@pas>"; boundary="${boundary}"; charset=UTF-8`,
        SOAPAction: `"${service}/${interaction}"`,
      },
      body,
    )
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
