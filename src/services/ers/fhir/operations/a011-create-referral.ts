import { given } from '../../../../world/given.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { createReferral } from '../../domain/create-referral.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { one, optional, parameters } from '../read/parameters.js'
import { shortlist } from '../read/shortlist.js'
import { coding, identifier, instant, unsignedInt } from '../read/values.js'
import { referralBytes } from '../represent/referral-bytes.js'
import { CS, ID, SD } from '../systems.js'

const readRequest = parameters(SD('eRS-CreateReferral-Parameters-1'), {
  patient: one('valueIdentifier', identifier(ID.nhsNumber)),
  referringClinician: optional('valueIdentifier', identifier(ID.sdsUser)),
  shortlist: one('resource', shortlist),
  intentionToAddReferralLetter: one(
    'valueCoding',
    coding(CS('eRS-ReferralLetterIntention-1'), ['NEED_TO_ADD_LATER', 'NOT_INTENDING_TO_ADD']),
  ),
  firstReminderLetterFollowUpDays: one('valueUnsignedInt', unsignedInt),
  eReferralPathwayStart: optional('valueInstant', instant),
})

/** A011: a new referral with a shortlist of services (ers-fhir 7.11). */
export const a011CreateReferral = operation({
  code: 'A011',
  title: 'Create referral',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/$ers.createReferral',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle({ world, findPatient, caller, base, body }) {
    const read = readBody(body, readRequest)
    if (!read.ok) return read
    const request = read.value
    const created = createReferral(world, findPatient, caller as UserCaller, {
      nhsNumber: request.patient,
      criteria: request.shortlist.criteria,
      shortlist: request.shortlist.services,
      letterIntention: request.intentionToAddReferralLetter,
      reminderDays: request.firstReminderLetterFollowUpDays,
      ...given({
        referringClinician: request.referringClinician,
        pathwayStart: request.eReferralPathwayStart,
      }),
    })
    if (!created.ok) return created
    const { version } = created.value
    return success(referralBytes(world, base, created.value), { status: 201, version })
  },
})
