import { z } from 'zod'
import { REFERRAL_STATES } from '../../tables/referral.js'
import type { PlannedAppointment, PlannedDocument, PlannedReferral } from '../plan.js'
import {
  additionalRequirement,
  clinicalTerm,
  code,
  count,
  maybe,
  nhsNumber,
  odsCode,
  postcode,
  priority,
  relativeDate,
  relativeTime,
  serviceId,
  some,
  ubrn,
  userId,
  uuid,
  words,
} from '../values.js'

const reason = z.strictObject({
  list: z.enum([
    'eRS-ReviewReason-1',
    'eRS-ReviewOutcome-1',
    'APPOINTMENT-CANCELLATION-REASON',
    'REFERRAL-CANCELLATION-REASON',
    'APPOINTMENT-NON-ATTENDANCE-REASON',
  ]),
  code,
})

/** An attached file as a seed describes it. */
export const document: z.ZodType<PlannedDocument> = z.strictObject({
  id: count.max(89_999, { error: 'a number below 90000' }),
  type: z.enum(['REFERRER', 'PROVIDER', 'ADVICE_REQUEST', 'GUIDANCE_RESPONSE']),
  attachmentId: uuid,
  indexed: relativeTime,
  description: maybe(words),
  attachedBy: userId,
  attachedByOrganisation: maybe(odsCode),
  attachedOnBehalfOf: maybe(userId),
})

const appointment: z.ZodType<PlannedAppointment> = z.strictObject({
  id: count.max(79_999, { error: 'a number below 80000' }),
  version: count,
  serviceId,
  status: z.enum(['booked', 'proposed', 'cancelled', 'noshow']),
  reason: maybe(reason),
  comment: maybe(words),
  slotId: maybe(count),
  clinician: maybe(userId),
  at: maybe(relativeTime),
  created: relativeTime,
})

/** Search criteria as a seed describes them. */
export const criteria = z.strictObject({
  priority,
  specialty: maybe(code),
  clinicType: maybe(code),
  waitTimeLimitDays: maybe(count),
  postcode: maybe(postcode),
  distanceLimitMiles: maybe(count),
  clinicalTerm: maybe(clinicalTerm),
  namedClinician: maybe(userId),
  ageAndGenderAppropriate: z.boolean(),
  commissioningProvisioning: maybe(code),
  organisation: maybe(odsCode),
  place: maybe(words),
})

/** A referral as a seed describes it; what is left out has its usual value. */
export const referralSchema: z.ZodType<PlannedReferral> = z
  .strictObject({
    ubrn,
    requestId: z.string().regex(/^r\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
      error: 'r. and a UUID in lower case',
    }),
    version: count.default(1),
    nhsNumber,
    created: relativeTime,
    updated: relativeTime,
    referringOrganisation: odsCode,
    commissioningRuleOrganisation: odsCode,
    referringClinician: userId,
    createdBy: userId,
    criteria,
    shortlist: some(serviceId),
    letterIntention: z.enum(['NEED_TO_ADD_LATER', 'NOT_INTENDING_TO_ADD']),
    letterDue: maybe(relativeDate),
    reminderDays: count.default(0),
    pathwayStart: maybe(relativeTime),
    state: z.enum(REFERRAL_STATES),
    stateReason: maybe(reason),
    stateComments: maybe(words),
    clinicalInfoFirstSubmitted: maybe(relativeTime),
    clinicalInfoLastUpdated: maybe(relativeTime),
    documents: z.array(document).default([]),
    appointment: maybe(appointment),
    review: z.enum(['NOT_FOR_REVIEW', 'PENDING', 'ACCEPTED', 'REVIEWED']).default('NOT_FOR_REVIEW'),
    contextStatus: z
      .enum(['NEVER_REVIEWED', 'LETTER_CHANGED', 'PRIORITY_CHANGED', 'PRIORITY_AND_LETTER_CHANGED'])
      .default('NEVER_REVIEWED'),
    clinicalInfoPrinted: z.boolean().default(false),
    additionalRequirements: z.array(additionalRequirement).default([]),
    relatedReferrals: z.array(ubrn).default([]),
    convertedFromAdvice: z.boolean().default(false),
    cancelledBy: maybe(odsCode),
  })
  .refine(({ state, appointment }) => state === 'NOT_BOOKED' || appointment !== undefined, {
    path: ['appointment'],
    error: 'an appointment, as every state but NOT_BOOKED has one',
  })
  .refine(
    ({ appointment: found }) =>
      found?.status !== 'booked' || (found.slotId === undefined) !== (found.at === undefined),
    {
      path: ['appointment'],
      error: "a booking with 'slotId', or with 'at' where there is no slot",
    },
  )
  .refine(({ appointment: found }) => found?.status !== 'noshow' || found.at !== undefined, {
    path: ['appointment'],
    error: "an appointment that was missed with 'at'",
  })
