import { textOf } from '../hl7v3/types/simple.js'
import { at, attributeOf, childrenOf, type XmlElement } from '../hl7v3/xml/element.js'
import { attribute, type Xml, xml } from '../hl7v3/xml/template.js'
import { ACTORS, type Actor, EB, ERROR_CONTEXT, PARTY_TYPE, SOAP } from './names.js'

/** That a message has arrived (tms 5.1). */
export interface Acknowledgment {
  readonly actor: Actor
  readonly timestamp: string
  readonly refToMessageId: string
  /** Party that acknowledges. */
  readonly from: string
}

export const writeAcknowledgment = (of: Acknowledgment): Xml => xml`
  <eb:Acknowledgment SOAP:mustUnderstand="1" eb:version="2.0" SOAP:actor="${ACTORS[of.actor]}">
    <eb:Timestamp>${of.timestamp}</eb:Timestamp>
    <eb:RefToMessageId>${of.refToMessageId}</eb:RefToMessageId>
    <eb:From>
      <eb:PartyId eb:type="${PARTY_TYPE}">${of.from}</eb:PartyId>
    </eb:From>
  </eb:Acknowledgment>`

/** An acknowledgement as it came; others leave out what Spine writes. */
export interface SentAcknowledgment {
  readonly actor?: string
  readonly refToMessageId?: string
}

const textAt = (element: XmlElement, name: string): string | undefined => {
  const found = at(element, name, EB)
  return found && (textOf(found) ?? '').trim()
}

export function readAcknowledgment(element: XmlElement): SentAcknowledgment {
  const actor = attributeOf(element, 'actor', SOAP)
  const refToMessageId = textAt(element, 'RefToMessageId')
  return {
    ...(actor !== undefined && { actor }),
    ...(refToMessageId !== undefined && { refToMessageId }),
  }
}

export type EbxmlSeverity = 'Error' | 'Warning'

/** Why a message is refused or could not be delivered (tms 5.2, 12.4). */
export interface EbxmlError {
  readonly errorCode: string
  readonly severity: EbxmlSeverity
  readonly description: string
  readonly location?: string
}

export type EbxmlErrors = readonly [EbxmlError, ...EbxmlError[]]

/** The worst of a list. */
export const highestSeverity = (errors: readonly EbxmlError[]): EbxmlSeverity =>
  errors.some(({ severity }) => severity === 'Error') ? 'Error' : 'Warning'

const writeError = ({ errorCode, severity, description, location }: EbxmlError): Xml => xml`
  <eb:Error eb:codeContext="${ERROR_CONTEXT}" eb:errorCode="${errorCode}" eb:severity="${severity}"${attribute('eb:location', location)}>
    <eb:Description xml:lang="en-GB">${description}</eb:Description>
  </eb:Error>`

export const writeErrorList = (errors: EbxmlErrors): Xml => xml`
  <eb:ErrorList SOAP:mustUnderstand="1" eb:version="2.0" eb:highestSeverity="${highestSeverity(errors)}">
    ${errors.map(writeError)}
  </eb:ErrorList>`

/** Reads the errors of a list; attributes without the prefix count too, as one proxy writes them. */
export function readErrorList(element: XmlElement): readonly EbxmlError[] {
  return childrenOf(element, 'Error', EB).map((error) => {
    const value = (name: string) => attributeOf(error, name, EB) ?? attributeOf(error, name)
    return {
      errorCode: value('errorCode') ?? '',
      severity: value('severity') === 'Warning' ? 'Warning' : 'Error',
      description: textAt(error, 'Description') ?? '',
    }
  })
}
