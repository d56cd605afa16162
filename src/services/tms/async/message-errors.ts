import type { EbxmlError } from '../../../ebxml/signals.js'

/** The errors that the Spine answers ebXML messages with (tms 12.4); texts with a number are published. */
export const MESSAGE_ERRORS = {
  UNKNOWN_FROM: {
    errorCode: 'ValueNotRecognized',
    severity: 'Error',
    description: '501314:Invalid From Party Type attribute',
  },
  UNKNOWN_TO: {
    errorCode: 'ValueNotRecognized',
    severity: 'Error',
    description: '501314:Invalid To Party Type attribute',
  },
  UNKNOWN_CPA: {
    errorCode: 'ValueNotRecognized',
    severity: 'Error',
    description: '501319:Unknown eb:CPAId',
  },
  NO_CONTRACT: {
    errorCode: '402005',
    severity: 'Error',
    description: 'An error occurred while finding the defined contract',
  },
  SECURITY: {
    errorCode: 'SecurityFailure',
    severity: 'Error',
    description: 'The certificate is not that of the From party',
  },
  TIME_TO_LIVE: {
    errorCode: 'TimeToLiveExpired',
    severity: 'Error',
    description: 'The message came after its eb:TimeToLive',
  },
  MISSING_PART: {
    errorCode: 'MimeProblem',
    severity: 'Error',
    description: 'A reference names a part that the message does not have',
  },
  NOT_SUPPORTED: {
    errorCode: 'NotSupported',
    severity: 'Error',
    description: 'The Spine does not offer this part of ebXML messaging',
  },
  LARGE_ATTACHMENT: {
    errorCode: 'MimeProblem',
    severity: 'Error',
    description: 'An attachment is larger than 5000000 bytes',
  },
  UNABLE: {
    errorCode: 'Unknown',
    severity: 'Error',
    description: 'The message cannot be taken',
  },
  BUSY: {
    errorCode: 'Unknown',
    severity: 'Warning',
    description: 'The message cannot be taken at present',
  },
  NOT_SENT: {
    errorCode: 'DeliveryFailure',
    severity: 'Error',
    description: 'The message could not be delivered',
  },
  NOT_ACKNOWLEDGED: {
    errorCode: 'DeliveryFailure',
    severity: 'Warning',
    description: 'The message was delivered, but not acknowledged',
  },
} as const satisfies Readonly<Record<string, EbxmlError>>

export type MessageErrorName = keyof typeof MESSAGE_ERRORS

/** Why a message is answered with MessageError, and what to do about it. */
export interface Refusal {
  readonly error: MessageErrorName
  readonly advice: string
}
