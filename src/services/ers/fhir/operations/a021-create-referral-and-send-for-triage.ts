import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { createReferralForTriage } from '../../domain/referral/create-referral-for-triage.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { newReferralForTriage } from '../read/new-referral.js'
import { referralBytes } from '../represent/referral-bytes.js'

/** A021, deprecated: a new referral that goes to a triage service at once (ers-fhir 7.21). */
export const a021CreateReferralAndSendForTriage = operation({
  code: 'A021',
  title: 'Create referral and send for triage',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/$ers.createReferralAndSendForTriage',
  deprecated: 'A011, then A016',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle({ world, findPatient, caller, base, body }) {
    const request = readBody(body, newReferralForTriage)
    if (!request.ok) return request
    const created = createReferralForTriage(world, findPatient, caller as UserCaller, request.value)
    if (!created.ok) return created
    const { version } = created.value
    return success(referralBytes(world, base, created.value), { status: 201, version })
  },
})
