import { type Xml, xml, xmlDocument } from '../../hl7v3/xml/template.js'

interface Kind {
  readonly text: string
  /** Whose mistake it is: the sender's, or that of the Spine. */
  readonly of: 'Client' | 'Server'
}

/** The errors of SOAP faults (tms 12.2); the text of 300 is not published. */
export const TMS_ERRORS = {
  101: { text: 'The service/interaction is not supported for the requested URI', of: 'Client' },
  200: { text: 'System failure to process message - default', of: 'Server' },
  201: { text: 'The message is not well formed', of: 'Client' },
  206: { text: 'Delivery/Routing Failure', of: 'Server' },
  208: { text: 'Failure storing a variable in memo', of: 'Server' },
  300: { text: 'The message was refused', of: 'Client' },
} as const satisfies Readonly<Record<number, Kind>>

export type TmsCode = keyof typeof TMS_ERRORS

/** One error of a fault: what it is, where, and in what words. */
export interface TmsError {
  readonly code: TmsCode
  readonly location: string
  /** What is wrong, for people; a fault says it where the text of its code is not published. */
  readonly description?: string
}

/** What the published faults say of the Spine's own failures. */
const SERVER_FAULT = 'Application Exception'

const describe = ({ code, description }: TmsError): string =>
  code === 300 && description !== undefined ? description : TMS_ERRORS[code].text

const error = (one: TmsError): Xml => xml`
  <nasp:error>
    <nasp:codeContext>urn:nhs:names:error:tms</nasp:codeContext>
    <nasp:errorCode>${one.code}</nasp:errorCode>
    <nasp:severity>Error</nasp:severity>
    <nasp:location>${one.location}</nasp:location>
    <nasp:description>${describe(one)}</nasp:description>
  </nasp:error>`

/** A SOAP fault (tms 5.3). */
export function writeFault(first: TmsError, ...others: readonly TmsError[]): string {
  const { of } = TMS_ERRORS[first.code]
  const text = of === 'Server' ? SERVER_FAULT : describe(first)
  return xmlDocument(xml`
    <SOAP:Envelope xmlns:SOAP="http://schemas.xmlsoap.org/soap/envelope/">
      <SOAP:Body>
        <SOAP:Fault>
          <faultcode>SOAP:${of}</faultcode>
          <faultstring>${text}</faultstring>
          <detail>
            <nasp:errorList xmlns:nasp="http://national.carerecords.nhs.uk/schema/">
              ${[first, ...others].map(error)}
            </nasp:errorList>
          </detail>
        </SOAP:Fault>
      </SOAP:Body>
    </SOAP:Envelope>`)
}
