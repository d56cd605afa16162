import type { XmlElement } from '../../xml/element.js'
import { type Xml, xml } from '../../xml/template.js'
import { extensionAt, writeUbrn } from '../parts/identifiers.js'
import { readCancellationReason } from '../parts/reason.js'
import {
  CANCELLATION_REASON,
  type CancellationReasonCode,
} from '../vocabularies/cancellation-reason.js'
import { writeCode } from '../vocabularies/vocabulary.js'

/** The answer to a request to cancel, whether it was done or not (ers-hl7v3-mim 7.6). */
export interface CancellationAnswer {
  readonly ubrn: string
}

/** A cancellation by the provider (7.7): the same element, told apart by the interaction. */
export interface ProviderCancellation {
  readonly ubrn: string
  readonly reason: CancellationReasonCode
}

export const writeCancellationAnswer = ({ ubrn }: CancellationAnswer): Xml => xml`
  <AppointmentCancellation classCode="PCPR" moodCode="EVN">
    ${writeUbrn(ubrn)}
  </AppointmentCancellation>`

export const writeProviderCancellation = ({ ubrn, reason }: ProviderCancellation): Xml => xml`
  <AppointmentCancellation classCode="PCPR" moodCode="EVN">
    ${writeUbrn(ubrn)}
    ${writeCode('reasonCode', CANCELLATION_REASON, reason)}
  </AppointmentCancellation>`

/** Reads an answer; undefined without a referral. */
export function readCancellationAnswer(payload: XmlElement): CancellationAnswer | undefined {
  const ubrn = extensionAt(payload, 'id')
  return ubrn === undefined ? undefined : { ubrn }
}

/** Reads a cancellation by the provider; undefined without referral or reason. */
export function readProviderCancellation(payload: XmlElement): ProviderCancellation | undefined {
  const ubrn = extensionAt(payload, 'id')
  const reason = readCancellationReason(payload)
  return ubrn && reason ? { ubrn, reason } : undefined
}
