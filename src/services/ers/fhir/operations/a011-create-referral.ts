import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { createReferral } from '../../domain/referral/create-referral.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { newReferral } from '../read/new-referral.js'
import { referralBytes } from '../represent/referral-bytes.js'

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
    const request = readBody(body, newReferral)
    if (!request.ok) return request
    const created = createReferral(world, findPatient, caller as UserCaller, request.value)
    if (!created.ok) return created
    const { version } = created.value
    return success(referralBytes(world, base, created.value), { status: 201, version })
  },
})
