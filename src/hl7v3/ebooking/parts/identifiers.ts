import { readIi, writeIi } from '../../types/ii.js'
import { at, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { EBOOKING_ROOTS } from '../roots.js'

/** The UUID at a path; undefined where there is none. */
export const rootAt = (element: XmlElement | undefined, path: string): string | undefined =>
  readIi(at(element, path))?.root.trim() || undefined

/** The extension of the identifier at a path: a UBRN, an NHS number, a service. */
export const extensionAt = (element: XmlElement | undefined, path: string): string | undefined =>
  readIi(at(element, path))?.extension?.trim() || undefined

export const writeUuid = (uuid: string): Xml => writeIi('id', { root: uuid })

export const writeUbrn = (ubrn: string): Xml =>
  writeIi('id', { root: EBOOKING_ROOTS.ubrn, extension: ubrn })

export const writeNhsNumber = (nhsNumber: string): Xml =>
  writeIi('id', { root: EBOOKING_ROOTS.nhsNumber, extension: nhsNumber })

/** The service that a poll and its answer are about. */
export const writeClinic = (service: string): Xml => xml`
  <location typeCode="LOC">
    <clinic classCode="SDLOC">
      ${writeIi('id', { root: EBOOKING_ROOTS.service, extension: service })}
    </clinic>
  </location>`

export const readClinic = (payload: XmlElement): string | undefined =>
  extensionAt(payload, 'location/clinic/id')

/** A slot that is named and no more. */
export const writeSlotId = (name: 'appointmentSlot' | 'pertinentAppointmentSlot', usrn: string) =>
  name === 'appointmentSlot'
    ? xml`
  <appointmentSlot classCode="SPLY" moodCode="SLOT">
    ${writeUuid(usrn)}
  </appointmentSlot>`
    : xml`
  <pertinentAppointmentSlot classCode="SPLY" moodCode="SLOT">
    ${writeUuid(usrn)}
  </pertinentAppointmentSlot>`
