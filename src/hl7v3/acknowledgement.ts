import { type Coded, readCoded, writeCoded } from './types/coded.js'
import { readIi, writeIi } from './types/ii.js'
import { allAt, at, attributeOf, type XmlElement } from './xml/element.js'
import { attribute, type Xml, xml } from './xml/template.js'

/** `AA` accepted, `AE` refused for a reason of the business, `AR` rejected as a message. */
export type AcknowledgementType = 'AA' | 'AE' | 'AR'

/** `ER` error, `WG` warning, `IF` information. */
export type Severity = 'ER' | 'WG' | 'IF'

/** What was wrong with a message. */
export interface Detail {
  readonly severity: Severity
  readonly code: Coded
}

/** What a message says of the one it answers (ers-hl7v3-mim 4.2). */
export interface Acknowledgement {
  readonly type: AcknowledgementType
  readonly details: readonly Detail[]
  /** HL7 id of the message answered. */
  readonly messageRef: string
}

const TYPES: readonly AcknowledgementType[] = ['AA', 'AE', 'AR']
const SEVERITIES: readonly Severity[] = ['ER', 'WG', 'IF']

export const isSeverity = (text: string | undefined): text is Severity =>
  SEVERITIES.some((severity) => severity === text)

const detail = ({ severity, code }: Detail): Xml => xml`
  <acknowledgementDetail${attribute('typeCode', severity)}>
    ${writeCoded('code', code)}
  </acknowledgementDetail>`

export const writeAcknowledgement = ({ type, details, messageRef }: Acknowledgement): Xml => xml`
  <acknowledgement${attribute('typeCode', type)}>
    ${details.map(detail)}
    <messageRef>
      ${writeIi('id', { root: messageRef })}
    </messageRef>
  </acknowledgement>`

function readDetail(element: XmlElement): Detail | undefined {
  const code = readCoded(at(element, 'code'))
  const severity = attributeOf(element, 'typeCode')
  return code && { severity: isSeverity(severity) ? severity : 'ER', code }
}

/** Reads an acknowledgement; the reference may come before the details. Undefined for an unknown type. */
export function readAcknowledgement(element: XmlElement | undefined): Acknowledgement | undefined {
  const type = TYPES.find((one) => one === attributeOf(element, 'typeCode'))
  if (!type) return undefined
  return {
    type,
    details: allAt(element, 'acknowledgementDetail').flatMap((one) => readDetail(one) ?? []),
    messageRef: readIi(at(element, 'messageRef/id'))?.root ?? '',
  }
}
