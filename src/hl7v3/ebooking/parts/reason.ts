import { codeOf } from '../../types/coded.js'
import { childOf, type XmlElement } from '../../xml/element.js'
import {
  CANCELLATION_REASON,
  type CancellationReasonCode,
  paddedReason,
} from '../vocabularies/cancellation-reason.js'
import { codeIn } from '../vocabularies/vocabulary.js'

/** Why an appointment is cancelled; `1`, `2` and `3` count as `01`, `02` and `03`. */
export const readCancellationReason = (payload: XmlElement): CancellationReasonCode | undefined =>
  codeIn(CANCELLATION_REASON, paddedReason(codeOf(childOf(payload, 'reasonCode'))))
