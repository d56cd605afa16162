import type { Detail } from '../../hl7v3/acknowledgement.js'
import type { Reason } from '../../hl7v3/control-act.js'
import {
  type AvailableSlots,
  type CancellationAnswer,
  type RejectionCode,
  type RequestedAppointment,
  rejectionReason,
  writeAvailableSlots,
  writeCancellationAnswer,
  writeRequestedAppointment,
} from '../../hl7v3/ebooking/index.js'
import { ERROR_LISTS } from '../../hl7v3/oids.js'
import type { Xml } from '../../hl7v3/xml/template.js'

/** What is said beside the payload of an answer. */
interface Said {
  readonly reasons: readonly Reason[]
  readonly details: readonly Detail[]
}

/** What a hospital answers, before it is a message. */
export type Reply =
  | ({ readonly family: 'availableSlots'; readonly record: AvailableSlots } & Said)
  | ({
      readonly family: 'appointmentConfirmed' | 'appointmentRejected'
      readonly record: RequestedAppointment
    } & Said)
  | ({
      readonly family: 'cancellationConfirmed' | 'cancellationRejected'
      readonly record: CancellationAnswer
    } & Said)
  | ({ readonly family: 'acknowledgement'; readonly type: 'AA' | 'AE' | 'AR' } & Said)

export const NOTHING_SAID: Said = { reasons: [], details: [] }

/** Why a request was refused, as the control act of an answer says it (ers-hl7v3-mim 5.1). */
export const becauseOf = (reason: RejectionCode, text?: string): Said => ({
  reasons: [{ severity: 'ER', code: rejectionReason(reason, text) }],
  details: [],
})

/** An application acknowledgement of a business error. */
export const applicationError = (reason: RejectionCode, text?: string): Reply => ({
  family: 'acknowledgement',
  type: 'AE',
  ...becauseOf(reason, text),
})

/** Texts of the messaging errors that a hospital sends of itself (tms 12.3). */
const MESSAGING_TEXTS: Readonly<Record<string, string>> = {
  '202': 'HL7 Validation Error',
  '503': 'hl7:{interactionId}/hl7:versionCode/@code is missing, empty or invalid',
  '515': 'The message is not the one that its header names, or is not supported here',
  '900': 'Access Control Violation',
}

/** An application acknowledgement of a messaging error; its text is that of the code unless another is given. */
export const messagingError = (
  code: string,
  displayName = MESSAGING_TEXTS[code] ?? `Messaging error ${code}`,
): Reply => ({
  family: 'acknowledgement',
  type: 'AR',
  reasons: [],
  details: [
    {
      severity: 'ER',
      code: {
        code,
        codeSystem: ERROR_LISTS.messaging,
        displayName,
      },
    },
  ],
})

/** An HL7 id that came before (tms 12.3). */
export const duplicateError: Reply = messagingError('202', 'Duplicate HL7 ID Error')

/** The payload of an answer; an application acknowledgement has none. */
export function writeReply(reply: Reply): Xml | undefined {
  switch (reply.family) {
    case 'availableSlots':
      return writeAvailableSlots(reply.record)
    case 'appointmentConfirmed':
    case 'appointmentRejected':
      return writeRequestedAppointment(reply.record)
    case 'cancellationConfirmed':
    case 'cancellationRejected':
      return writeCancellationAnswer(reply.record)
    case 'acknowledgement':
      return undefined
  }
}
