import type { XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { extensionAt, rootAt, writeUbrn, writeUuid } from '../parts/identifiers.js'

/** A UBRN for a request for one; deprecated (ers-hl7v3-mim 7.11). */
export interface ConfirmedService {
  readonly ubrn: string
  /** `RequestService/id` of the request. */
  readonly request: string
}

export const writeConfirmedService = ({ ubrn, request }: ConfirmedService): Xml => xml`
  <ConfirmedService classCode="PCPR" moodCode="PRMS">
    ${writeUbrn(ubrn)}
    <inFulfillmentOf typeCode="FLFS">
      <priorRequestedService classCode="PCPR" moodCode="RQO">
        ${writeUuid(request)}
      </priorRequestedService>
    </inFulfillmentOf>
  </ConfirmedService>`

/** Reads an answer; undefined unless it names the UBRN and the request. */
export function readConfirmedService(payload: XmlElement): ConfirmedService | undefined {
  const ubrn = extensionAt(payload, 'id')
  const request = rootAt(payload, 'inFulfillmentOf/priorRequestedService/id')
  return ubrn && request ? { ubrn, request } : undefined
}
