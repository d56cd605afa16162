import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { maintainLetter } from '../../domain/maintain-letter.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { documentReference } from '../read/document-reference.js'
import { oneOrMore, parameters } from '../read/parameters.js'
import { referralToChange } from '../referral-access.js'
import { referralBytes } from '../represent/referral-bytes.js'
import { SD } from '../systems.js'

const readRequest = parameters(SD('eRS-MaintainReferralLetter-Parameters-1'), {
  referralLetterFile: oneOrMore('resource', documentReference('REFERRER')),
})

/** A012: the referrer sets the letters of a referral (ers-fhir 7.12). */
export const a012MaintainReferralLetter = operation({
  code: 'A012',
  title: 'Maintain referral letter',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/:ubrn/$ers.maintainReferralLetter',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const request = readBody(call.body, readRequest)
    if (!request.ok) return request
    const referral = referralToChange(call)
    if (!referral.ok) return referral
    const { world, caller, base } = call
    const files = request.value.referralLetterFile
    const changed = maintainLetter(world, caller, referral.value, files)
    if (!changed.ok) return changed
    const { version } = changed.value
    return success(referralBytes(world, base, changed.value), { version })
  },
})
