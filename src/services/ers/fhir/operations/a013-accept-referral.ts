import { PROVIDER_CLINICAL } from '../../domain/business-function.js'
import { acceptReferral } from '../../domain/review/accept-referral.js'
import { answerChanged } from '../answer-changed.js'
import { operation } from '../operation.js'

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
  handle: (call) => answerChanged(call, (referral) => acceptReferral(call.world, referral)),
})
