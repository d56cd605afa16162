import type { File } from '../../robots/acts/files.js'
import { writePdf } from '../../robots/pdf.js'
import { choice, code, optional, pattern, refers, text, usually } from '../language/fields.js'

/** Fields that several steps have. */

/** The number of a service. */
export const SERVICE = /^\d{1,12}$/

export const PRIORITY = choice('how urgent it is', ['ROUTINE', 'URGENT', 'TWO_WEEK_WAIT'])

export const service = (description: string) =>
  pattern(description, 'the number of a service', SERVICE)

export const comment = optional(text('a comment'))

export const reason = (example: string) => code('why, by its published code', example)

export const referral = refers('referral', 'which referral', 'referral')

export const advice = refers('advice', 'which request for advice', 'advice')

/** What was searched to find the services; the standard data set has most under these two. */
export const CRITERIA = {
  priority: usually(PRIORITY, 'routine'),
  specialty: usually(code('the specialty that was searched', 'CARDIOLOGY'), 'cardiology'),
  'clinic type': usually(
    code('the clinic type that was searched', 'HEART_FAILURE'),
    'heart failure',
  ),
} as const

interface Criteria {
  readonly priority: string
  readonly specialty: string
  readonly 'clinic type': string
}

export const criteriaOf = (given: Criteria) => ({
  priority: given.priority,
  specialty: given.specialty,
  clinicType: given['clinic type'],
})

export const fileName = (description: string) =>
  pattern(description, 'a file name that ends in .txt or .pdf', /^[\w() -]{1,60}\.(txt|pdf)$/)

/** A file that says something, of the type that its name has. */
export const fileOf = (name: string, says: string): File => ({
  name,
  content: name.endsWith('.pdf') ? writePdf(says) : new Uint8Array(Buffer.from(says, 'utf8')),
})

/** What a step saves that makes a referral. */
export const REFERRAL_SAVED = {
  kind: 'referral',
  byDefault: 'referral',
  members: {
    ubrn: 'its UBRN',
    patient: "the patient's NHS number",
    service: 'the first service of the shortlist',
    priority: 'its priority',
  },
} as const
