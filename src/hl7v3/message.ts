import {
  type Acknowledgement,
  readAcknowledgement,
  writeAcknowledgement,
} from './acknowledgement.js'
import { type ControlAct, readControlAct, writeControlAct } from './control-act.js'
import { ROOTS } from './oids.js'
import { codeOf } from './types/coded.js'
import { readIi, writeIi } from './types/ii.js'
import { readValue } from './types/simple.js'
import { at, childOf, HL7, type XmlElement } from './xml/element.js'
import { attribute, type Part, Xml, xml } from './xml/template.js'

/** A message in its transmission wrapper (ers-hl7v3-mim 4.1, 4.2; tms 10). */
export interface Message<Content> {
  /** UUID in upper case. */
  readonly id: string
  /** British wall-clock time, `yyyyMMddHHmmss`. */
  readonly creationTime: string
  /** Release of the message set: `3NPfIT6.3.01`. */
  readonly versionCode: string
  readonly interactionId: string
  /** Of answers alone. */
  readonly acknowledgement?: Acknowledgement
  /** ASIDs. */
  readonly receiver: string
  readonly sender: string
  readonly controlAct: ControlAct<Content>
}

/** A system as a wrapper and a SOAP header name it. */
export const writeDevice = (name: string, typeCode: 'RCV' | 'SND', asid: string): Xml => xml`
  <${new Xml(name)} typeCode="${typeCode}">
    <device classCode="DEV" determinerCode="INSTANCE">
      ${writeIi('id', { root: ROOTS.asid, extension: asid })}
    </device>
  </${new Xml(name)}>`

const NAMESPACE: Part = attribute('xmlns', HL7)

/** Writes a message. Inside an element of the HL7 namespace it need not declare it again. */
export function writeMessage(message: Message<Xml>, inside: 'document' | 'hl7' = 'document'): Xml {
  const { acknowledgement, interactionId } = message
  const root = new Xml(interactionId)
  return xml`
    <${root}${inside === 'document' ? NAMESPACE : undefined}>
      ${writeIi('id', { root: message.id })}
      <creationTime value="${message.creationTime}"/>
      <versionCode code="${message.versionCode}"/>
      ${writeIi('interactionId', { root: ROOTS.interaction, extension: interactionId })}
      <processingCode code="P"/>
      <processingModeCode code="T"/>
      <acceptAckCode code="NE"/>
      ${acknowledgement && writeAcknowledgement(acknowledgement)}
      ${writeDevice('communicationFunctionRcv', 'RCV', message.receiver)}
      ${writeDevice('communicationFunctionSnd', 'SND', message.sender)}
      ${writeControlAct(message.controlAct)}
    </${root}>`
}

const asidIn = (element: XmlElement, name: string): string =>
  readIi(at(element, `${name}/device/id`))?.extension?.trim() ?? ''

/** Reads a message; what is not there is an empty text. Whether it is complete is for rules to say. */
export function readMessage(element: XmlElement): Message<XmlElement> {
  const acknowledgement = readAcknowledgement(childOf(element, 'acknowledgement'))
  return {
    id: readIi(childOf(element, 'id'))?.root.trim() ?? '',
    creationTime: readValue(childOf(element, 'creationTime')) ?? '',
    versionCode: codeOf(childOf(element, 'versionCode')) ?? '',
    interactionId: readIi(childOf(element, 'interactionId'))?.extension?.trim() ?? '',
    ...(acknowledgement && { acknowledgement }),
    receiver: asidIn(element, 'communicationFunctionRcv'),
    sender: asidIn(element, 'communicationFunctionSnd'),
    controlAct: readControlAct(childOf(element, 'ControlActEvent')),
  }
}
