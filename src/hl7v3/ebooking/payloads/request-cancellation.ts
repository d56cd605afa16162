import { given } from '../../../world/given.js'
import type { XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { extensionAt, rootAt, writeSlotId, writeUbrn } from '../parts/identifiers.js'
import { readCancellationReason } from '../parts/reason.js'
import { readSuppression, writeSuppression } from '../parts/suppression.js'
import {
  CANCELLATION_REASON,
  type CancellationReasonCode,
} from '../vocabularies/cancellation-reason.js'
import { writeCode } from '../vocabularies/vocabulary.js'

/** A request to cancel the appointment of a referral (ers-hl7v3-mim 7.5). */
export interface RequestCancellation {
  readonly ubrn: string
  readonly reason: CancellationReasonCode
  /** True: send the patient no letter. */
  readonly suppressCorrespondence?: boolean
  /** The slot, where it is known; a PAS must not depend on it. */
  readonly usrn?: string
}

const writeSlot = (usrn: string): Xml => xml`
  <pertinentInformation typeCode="PERT">
    ${writeSlotId('pertinentAppointmentSlot', usrn)}
  </pertinentInformation>`

export const writeRequestCancellation = (of: RequestCancellation): Xml => xml`
  <RequestAppointmentCancellation classCode="PCPR" moodCode="RQO">
    ${writeUbrn(of.ubrn)}
    ${writeCode('reasonCode', CANCELLATION_REASON, of.reason)}
    ${of.suppressCorrespondence === undefined ? undefined : writeSuppression(of.suppressCorrespondence)}
    ${of.usrn === undefined ? undefined : writeSlot(of.usrn)}
  </RequestAppointmentCancellation>`

/** Reads a request; undefined without referral or reason. */
export function readRequestCancellation(payload: XmlElement): RequestCancellation | undefined {
  const ubrn = extensionAt(payload, 'id')
  const reason = readCancellationReason(payload)
  if (!ubrn || !reason) return undefined
  const suppressCorrespondence = readSuppression(payload)
  const usrn = rootAt(payload, 'pertinentInformation/pertinentAppointmentSlot/id')
  return { ubrn, reason, ...given({ suppressCorrespondence, usrn }) }
}
