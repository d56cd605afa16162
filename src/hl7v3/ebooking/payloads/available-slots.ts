import { given } from '../../../world/given.js'
import { type Interval, readInterval, writeInterval } from '../../types/interval.js'
import { allAt, at, childOf, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { type Clinician, readClinician, writeClinician } from '../parts/clinician.js'
import { readClinic, rootAt, writeClinic, writeUuid } from '../parts/identifiers.js'
import { PRIORITY, type PriorityCode } from '../vocabularies/priority.js'
import { readCode, writeCode } from '../vocabularies/vocabulary.js'

/** A slot that a PAS offers. */
export interface OfferedSlot {
  readonly usrn: string
  /** Start and end, or start and length. */
  readonly time: Interval
  /** Kept for referrals of this priority; any without it. */
  readonly priority?: PriorityCode
  readonly performer?: Clinician
}

/** The free slots of one service, in answer to a poll (ers-hl7v3-mim 7.2). */
export interface AvailableSlots {
  /** UUID of the answer. */
  readonly id: string
  /** Number of the service. */
  readonly service: string
  /** None where nothing is free. */
  readonly slots: readonly OfferedSlot[]
  /** `RequestAvailableSlots/id` of the poll. */
  readonly request: string
}

const writeSlot = ({ usrn, time, priority, performer }: OfferedSlot): Xml => xml`
  <component typeCode="COMP">
    <appointmentSlot classCode="SPLY" moodCode="SLOT">
      ${writeUuid(usrn)}
      ${writeInterval('effectiveTime', time)}
      ${priority && writeCode('priorityCode', PRIORITY, priority)}
      ${
        performer &&
        xml`
        <performer typeCode="PRF">
          ${writeClinician(performer)}
        </performer>`
      }
    </appointmentSlot>
  </component>`

export const writeAvailableSlots = ({ id, service, slots, request }: AvailableSlots): Xml => xml`
  <AvailableSlots classCode="LIST" moodCode="SLOT">
    ${writeUuid(id)}
    ${writeClinic(service)}
    ${slots.map(writeSlot)}
    <inFulfillmentOf typeCode="FLFS">
      <priorSlotRequest classCode="SPLY" moodCode="RQO">
        ${writeUuid(request)}
      </priorSlotRequest>
    </inFulfillmentOf>
  </AvailableSlots>`

function readSlot(slot: XmlElement): OfferedSlot | undefined {
  const usrn = rootAt(slot, 'id')
  const time = readInterval(childOf(slot, 'effectiveTime'))
  if (!usrn || !time) return undefined
  const priority = readCode(childOf(slot, 'priorityCode'), PRIORITY)
  const performer = readClinician(at(slot, 'performer/AgentPersonSDS'))
  return { usrn, time, ...given({ priority, performer }) }
}

/** Reads an answer to a poll; undefined where it, or a slot of it, is not complete. */
export function readAvailableSlots(payload: XmlElement): AvailableSlots | undefined {
  const id = rootAt(payload, 'id')
  const service = readClinic(payload)
  const request = rootAt(payload, 'inFulfillmentOf/priorSlotRequest/id')
  const slots = allAt(payload, 'component/appointmentSlot').map(readSlot)
  if (!id || !service || !request || slots.includes(undefined)) return undefined
  return { id, service, slots: slots.filter((slot) => slot !== undefined), request }
}
