import { writeProviderCancellation } from '../../hl7v3/ebooking/payloads/appointment-cancellation.js'
import { writeCancelledSlotList } from '../../hl7v3/ebooking/payloads/cancelled-slot-list.js'
import { writeDnaList } from '../../hl7v3/ebooking/payloads/dna-list.js'
import { cancellationCodeOf } from '../../hl7v3/ebooking/vocabularies/cancellation-reason.js'
import { nonAttendanceCodeOf } from '../../hl7v3/ebooking/vocabularies/non-attendance-reason.js'
import type { Letter } from './send.js'

/** PRSC_IN110000: the patient did not come, for a reason of the FHIR API. */
export const didNotAttend = (ubrn: string, reason: string): Letter => ({
  family: 'didNotAttend',
  content: (id) => writeDnaList({ id, missed: [{ ubrn, reason: nonAttendanceCodeOf(reason) }] }),
})

/** PRSC_IN130000: the hospital cancels an appointment, for a reason of the FHIR API. */
export const providerCancellation = (ubrn: string, reason: string): Letter => ({
  family: 'providerCancellation',
  content: () => writeProviderCancellation({ ubrn, reason: cancellationCodeOf(reason) }),
})

/** PRSC_IN100000: a slot can no longer be booked. */
export const slotWithdrawn = (usrn: string): Letter => ({
  family: 'slotsWithdrawn',
  content: (id) => writeCancelledSlotList({ id, usrns: [usrn] }),
})
