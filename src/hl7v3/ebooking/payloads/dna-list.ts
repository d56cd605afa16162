import { allAt, childOf, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { extensionAt, rootAt, writeUbrn, writeUuid } from '../parts/identifiers.js'
import { NON_ATTENDANCE, type NonAttendanceCode } from '../vocabularies/non-attendance-reason.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

/** A patient who did not come. */
export interface MissedAppointment {
  readonly ubrn: string
  readonly reason: NonAttendanceCode
}

/** Patients who did not come (ers-hl7v3-mim 7.9). */
export interface DnaList {
  /** UUID of the list. */
  readonly id: string
  /** At least one. */
  readonly missed: readonly MissedAppointment[]
}

const writeMissed = ({ ubrn, reason }: MissedAppointment): Xml => xml`
  <component typeCode="COMP">
    <dnaAppointment classCode="PCPR" moodCode="EVN">
      ${writeUbrn(ubrn)}
      ${writeCode('reasonCode', NON_ATTENDANCE, reason)}
    </dnaAppointment>
  </component>`

export const writeDnaList = ({ id, missed }: DnaList): Xml => xml`
  <DnaList classCode="LIST" moodCode="EVN">
    ${writeUuid(id)}
    ${missed.map(writeMissed)}
  </DnaList>`

function readMissed(appointment: XmlElement): MissedAppointment | undefined {
  const ubrn = extensionAt(appointment, 'id')
  const reason = readCode(childOf(appointment, 'reasonCode'), NON_ATTENDANCE)
  return ubrn && reason ? { ubrn, reason } : undefined
}

/** Reads a list; undefined where it is empty or an entry of it is not complete. */
export function readDnaList(payload: XmlElement): DnaList | undefined {
  const id = rootAt(payload, 'id')
  const missed = allAt(payload, 'component/dnaAppointment').map(readMissed)
  if (!id || missed.length === 0 || missed.includes(undefined)) return undefined
  return { id, missed: missed.filter((one) => one !== undefined) }
}
