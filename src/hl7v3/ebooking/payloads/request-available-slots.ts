import { type Interval, readInterval, writeInterval } from '../../types/interval.js'
import { childOf, type XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { readClinic, rootAt, writeClinic, writeUuid } from '../parts/identifiers.js'

/** A poll for the free slots of one service (ers-hl7v3-mim 7.1). */
export interface RequestAvailableSlots {
  /** UUID of the request, which the answer repeats; not that of the message. */
  readonly id: string
  /** Midnight to midnight, the end excluded. */
  readonly period: Interval
  /** Number of the service. */
  readonly service: string
}

export const writeRequestAvailableSlots = ({
  id,
  period,
  service,
}: RequestAvailableSlots): Xml => xml`
  <RequestAvailableSlots classCode="SPLY" moodCode="RQO">
    ${writeUuid(id)}
    ${writeInterval('effectiveTime', period)}
    ${writeClinic(service)}
  </RequestAvailableSlots>`

/** Reads a poll; undefined where anything of it is missing. */
export function readRequestAvailableSlots(payload: XmlElement): RequestAvailableSlots | undefined {
  const id = rootAt(payload, 'id')
  const period = readInterval(childOf(payload, 'effectiveTime'))
  const service = readClinic(payload)
  return id && period && service ? { id, period, service } : undefined
}
