import type { Detail } from '../../../hl7v3/acknowledgement.js'
import type { Release } from '../../../hl7v3/ebooking/families.js'
import { interactionOf } from '../../../hl7v3/ebooking/releases.js'
import {
  type RejectionCode,
  rejectionReason,
} from '../../../hl7v3/ebooking/vocabularies/rejection-reason.js'
import type { Outcome } from '../../../hl7v3/interaction.js'
import { ERROR_LISTS } from '../../../hl7v3/oids.js'

/** What is wrong with a message as such, beyond its wrapper (tms 12.3). */
const FAULTS = {
  202: 'HL7 Validation Error',
  503: 'hl7:{interactionId}/hl7:versionCode/@code is missing, empty or invalid',
  900: 'Access Control Violation',
} as const

export type MessageFault = keyof typeof FAULTS

const acknowledge = (
  release: Release,
  acknowledgement: Outcome['acknowledgement'],
): Pick<Outcome, 'interactionId' | 'acknowledgement' | 'reasons'> => ({
  interactionId: interactionOf('acknowledgement', release).interactionId,
  acknowledgement,
  reasons: [],
})

/** It was done. */
export const accepted = (release: Release): Outcome => acknowledge(release, 'AA')

/** It is rejected as a message (ers-hl7v3-mim 5.1). */
export const rejected = (release: Release, fault: MessageFault): Outcome => {
  const detail: Detail = {
    severity: 'ER',
    code: { code: String(fault), codeSystem: ERROR_LISTS.messaging, displayName: FAULTS[fault] },
  }
  return { ...acknowledge(release, 'AR'), details: [detail] }
}

/**
 * It is refused for a reason of the business (ers-hl7v3-mim 5.1, 10.3); 2.3 has no list of reasons yet, so
 * that its answer says no more (13).
 */
export const refused = (release: Release, code: RejectionCode, words?: string): Outcome => ({
  ...acknowledge(release, 'AE'),
  reasons:
    release === '2.3' ? [] : [{ code: rejectionReason(code, words), severity: 'ER' as const }],
})
