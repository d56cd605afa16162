import { CLINICAL } from '../../domain/business-function.js'
import { refuse } from '../../domain/outcome.js'
import { type Call, type Outcome, operation, success } from '../operation.js'
import { referralToRead } from '../referral-access.js'
import { referralBytes } from '../represent/referral-bytes.js'

function retrieve(call: Call): Outcome {
  const referral = referralToRead(call)
  if (!referral.ok) return referral
  const { version } = referral.value
  const wanted = call.request.params.version
  if (wanted !== undefined && wanted !== String(version))
    return refuse(
      'NOT_FOUND',
      `Only the current version ${version} of a request can be read, not '${wanted.slice(0, 20)}'.`,
    )
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
