import { acceptReferral } from '../../domain/accept-referral.js'
import { PROVIDER_CLINICAL } from '../../domain/business-function.js'
import { operation, success } from '../operation.js'
import { referralToChange } from '../referral-access.js'
import { referralBytes } from '../represent/referral-bytes.js'

/** A013: the provider accepts a booked referral (ers-fhir 7.13). */
export const a013AcceptReferral = operation({
  code: 'A013',
  title: 'Accept referral',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.acceptReferral',
  functions: PROVIDER_CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  writes: true,
  handle(call) {
    const referral = referralToChange(call)
    if (!referral.ok) return referral
    const accepted = acceptReferral(call.world, referral.value)
    if (!accepted.ok) return accepted
    const { version } = accepted.value
    return success(referralBytes(call.world, call.base, accepted.value), { version })
  },
})
