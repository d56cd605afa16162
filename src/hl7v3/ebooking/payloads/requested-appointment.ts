import type { XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { extensionAt, rootAt, writeUbrn, writeUuid } from '../parts/identifiers.js'

/** The answer to a booking request, whether it was booked or not (ers-hl7v3-mim 7.4). */
export interface RequestedAppointment {
  /** The slot that was asked for. */
  readonly usrn: string
  readonly ubrn: string
}

export const writeRequestedAppointment = ({ usrn, ubrn }: RequestedAppointment): Xml => xml`
  <RequestedAppointment classCode="ENC" moodCode="PRMS">
    ${writeUuid(usrn)}
    <inFulfillmentOf typeCode="FLFS">
      <priorRequestedService classCode="PCPR" moodCode="PRMS">
        ${writeUbrn(ubrn)}
      </priorRequestedService>
    </inFulfillmentOf>
  </RequestedAppointment>`

/** Reads an answer; undefined unless it names slot and referral. */
export function readRequestedAppointment(payload: XmlElement): RequestedAppointment | undefined {
  const usrn = rootAt(payload, 'id')
  const ubrn = extensionAt(payload, 'inFulfillmentOf/priorRequestedService/id')
  return usrn && ubrn ? { usrn, ubrn } : undefined
}
