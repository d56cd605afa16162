import { allAt, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { rootAt, writeSlotId, writeUuid } from '../parts/identifiers.js'

/** Slots that can no longer be booked (ers-hl7v3-mim 7.8). */
export interface CancelledSlotList {
  /** UUID of the list. */
  readonly id: string
  /** At least one. */
  readonly usrns: readonly string[]
}

const writeSlot = (usrn: string): Xml => xml`
  <component typeCode="COMP">
    ${writeSlotId('appointmentSlot', usrn)}
  </component>`

export const writeCancelledSlotList = ({ id, usrns }: CancelledSlotList): Xml => xml`
  <CancelledSlotList classCode="LIST" moodCode="PRMS">
    ${writeUuid(id)}
    ${usrns.map(writeSlot)}
  </CancelledSlotList>`

/** Reads a list; undefined where it is empty or a slot of it has no identifier. */
export function readCancelledSlotList(payload: XmlElement): CancelledSlotList | undefined {
  const id = rootAt(payload, 'id')
  const usrns = allAt(payload, 'component/appointmentSlot').map((slot) => rootAt(slot, 'id'))
  if (!id || usrns.length === 0 || usrns.includes(undefined)) return undefined
  return { id, usrns: usrns.filter((usrn) => usrn !== undefined) }
}
