import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { ok, type Result } from '../../domain/outcome.js'
import { changeShortlist, type ShortlistChange } from '../../domain/referral/change-shortlist.js'
import { answerChanged } from '../answer-changed.js'
import { type Call, operation } from '../operation.js'
import { readBody } from '../read/body.js'
import { one, parameters } from '../read/parameters.js'
import { shortlist } from '../read/shortlist.js'
import { coding, unsignedInt } from '../read/values.js'
import { CS, SD } from '../systems.js'

/** Reads a change of a shortlist; A031 and A032 differ in the profile alone. */
export function readShortlistChange(call: Call, profile: string): Result<ShortlistChange> {
  const read = readBody(
    call.body,
    parameters(SD(profile), {
      shortlist: one('resource', shortlist),
      intentionToAddReferralLetter: one(
        'valueCoding',
        coding(CS('eRS-ReferralLetterIntention-1'), ['NEED_TO_ADD_LATER', 'NOT_INTENDING_TO_ADD']),
      ),
      firstReminderLetterFollowUpDays: one('valueUnsignedInt', unsignedInt),
    }),
  )
  return read.ok
    ? ok({
        criteria: read.value.shortlist.criteria,
        shortlist: read.value.shortlist.services,
        letterIntention: read.value.intentionToAddReferralLetter,
        reminderDays: read.value.firstReminderLetterFollowUpDays,
      })
    : read
}

/** A031: another shortlist for a referral that nothing is arranged for (ers-fhir 7.31). */
export const a031ChangeShortlist = operation({
  code: 'A031',
  title: 'Change shortlist',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.changeShortlist',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const change = readShortlistChange(call, 'eRS-ChangeShortlist-Parameters-1')
    if (!change.ok) return change
    return answerChanged(call, (referral) =>
      changeShortlist(call.world, call.findPatient, referral, change.value),
    )
  },
})
