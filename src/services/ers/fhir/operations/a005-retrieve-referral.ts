import { CLINICAL } from '../../domain/business-function.js'
import { checkHistory } from '../current-version.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { referralToRead } from '../referral-access.js'
import { referralBytes } from '../represent/referral-bytes.js'

function retrieve(call: Call): Outcome {
  const referral = referralToRead(call)
  if (!referral.ok) return referral
  const { version } = referral.value
  const history = checkHistory(call, version)
  if (!history.ok) return history
  return success(referralBytes(call.world, call.base, referral.value), { version })
}

const declaration = {
  code: 'A005',
  title: 'Retrieve referral request',
  fhir: 'STU3',
  method: 'GET',
  functions: CLINICAL,
  application: ['PROVIDER'],
  onBehalfOf: true,
  handle: retrieve,
} as const

/** A005: a referral as it stands (ers-fhir 7.5). */
export const a005RetrieveReferral = operation({ ...declaration, path: '/ReferralRequest/:ubrn' })

/** A005 by version: only the current one can be read (ers-fhir 8.7). */
export const a005RetrieveReferralVersion = operation({
  ...declaration,
  path: '/ReferralRequest/:ubrn/_history/:version',
})
