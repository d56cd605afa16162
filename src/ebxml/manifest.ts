import { textOf } from '../hl7v3/types/simple.js'
import { attributeOf, childrenOf, type XmlElement } from '../hl7v3/xml/element.js'
import { attribute, type Xml, xml } from '../hl7v3/xml/template.js'
import { EB, XLINK } from './names.js'

/** A part of the message, or another message that carries it (tms 4.3). */
export interface Reference {
  /** `cid:` and the id of a part, or `mid:` and the id of a message. */
  readonly href: string
  readonly id?: string
  readonly schema?: { readonly location: string; readonly version: string }
  readonly description?: string
  /** Whether it is the HL7 message. */
  readonly isPayload?: boolean
}

const schema = ({ location, version }: NonNullable<Reference['schema']>): Xml =>
  xml`<eb:Schema eb:location="${location}" eb:version="${version}"/>`

const writeReference = (reference: Reference): Xml => xml`
  <eb:Reference${attribute('eb:id', reference.id)} xlink:href="${reference.href}">
    ${reference.schema && schema(reference.schema)}
    ${reference.description === undefined ? undefined : xml`<eb:Description xml:lang="en">${reference.description}</eb:Description>`}
    ${reference.isPayload === true ? xml`<hl7ebxml:Payload style="HL7" encoding="XML" version="3.0"/>` : undefined}
  </eb:Reference>`

export const writeManifest = (references: readonly Reference[]): Xml => xml`
  <eb:Manifest SOAP:mustUnderstand="1" eb:version="2.0">
    ${references.map(writeReference)}
  </eb:Manifest>`

/** A manifest as it came. */
export interface SentManifest {
  readonly version?: string
  /** An empty `href` where there is none. */
  readonly references: readonly Reference[]
}

function readReference(element: XmlElement): Reference {
  const id = attributeOf(element, 'id', EB)
  const [description] = childrenOf(element, 'Description', EB)
  return {
    href: attributeOf(element, 'href', XLINK)?.trim() ?? '',
    ...(id !== undefined && { id }),
    ...(description && { description: textOf(description) ?? '' }),
    isPayload: element.children.some(({ name }) => name === 'Payload'),
  }
}

export function readManifest(element: XmlElement): SentManifest {
  const version = attributeOf(element, 'version', EB)
  return {
    ...(version !== undefined && { version }),
    references: childrenOf(element, 'Reference', EB).map(readReference),
  }
}
