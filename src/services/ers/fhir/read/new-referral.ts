import { given } from '../../../../world/given.js'
import type { NewReferral } from '../../domain/referral/create-referral.js'
import { CS, ID, SD } from '../systems.js'
import { one, optional, parameters } from './parameters.js'
import type { Reader } from './place.js'
import { shortlist } from './shortlist.js'
import { coding, identifier, instant, unsignedInt } from './values.js'

const COMMON = {
  patient: one('valueIdentifier', identifier(ID.nhsNumber)),
  referringClinician: optional('valueIdentifier', identifier(ID.sdsUser)),
  shortlist: one('resource', shortlist),
  intentionToAddReferralLetter: one(
    'valueCoding',
    coding(CS('eRS-ReferralLetterIntention-1'), ['NEED_TO_ADD_LATER', 'NOT_INTENDING_TO_ADD']),
  ),
  firstReminderLetterFollowUpDays: one('valueUnsignedInt', unsignedInt),
} as const

const readCreate = parameters(SD('eRS-CreateReferral-Parameters-1'), {
  ...COMMON,
  eReferralPathwayStart: optional('valueInstant', instant),
})

const readForTriage = parameters(SD('eRS-CreateReferralAndSendForTriage-Parameters-1'), COMMON)

type Common = NonNullable<ReturnType<typeof readForTriage>>

const toRequest = (values: Common): NewReferral => ({
  nhsNumber: values.patient,
  criteria: values.shortlist.criteria,
  shortlist: values.shortlist.services,
  letterIntention: values.intentionToAddReferralLetter,
  reminderDays: values.firstReminderLetterFollowUpDays,
  ...given({ referringClinician: values.referringClinician }),
})

/** The body of A011 (ers-fhir 7.11). */
export const newReferral: Reader<NewReferral> = (value, place) => {
  const values = readCreate(value, place)
  return (
    values && { ...toRequest(values), ...given({ pathwayStart: values.eReferralPathwayStart }) }
  )
}

/** The body of A021 (ers-fhir 7.21): there is no pathway start. */
export const newReferralForTriage: Reader<NewReferral> = (value, place) => {
  const values = readForTriage(value, place)
  return values && toRequest(values)
}
