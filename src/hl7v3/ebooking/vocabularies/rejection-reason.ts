import { oid } from '../../oids.js'
import type { Coded } from '../../types/coded.js'
import { vocabulary } from './vocabulary.js'

/** Why a request is rejected (ers-hl7v3-mim 10.3); there is no `3`. */
const TEXTS = {
  '1': 'Service not commissioned',
  '2': 'Slot already taken',
  '4': 'Unknown UBRN',
  '5': 'Unknown service',
  '6': 'UBRN already has appointment',
  '7': 'Other',
} as const

export type RejectionCode = keyof typeof TEXTS

export const REJECTION = vocabulary(
  'RejectionReason',
  Object.keys(TEXTS) as RejectionCode[],
  oid('17.97'),
)

export const rejectionTextOf = (code: RejectionCode): string => TEXTS[code]

/** A reason as a message says it. `7` needs words: they stand as original text and as the name. */
export const rejectionReason = (code: RejectionCode, words?: string): Coded => ({
  code,
  codeSystem: REJECTION.oid as string,
  displayName: words ?? TEXTS[code],
  ...(code === '7' && { originalText: words ?? TEXTS[code] }),
})
