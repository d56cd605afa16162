import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { maintainLetter } from '../../domain/letter/maintain-letter.js'
import { answerChanged } from '../answer-changed.js'
import { operation } from '../operation.js'
import { readBody } from '../read/body.js'
import { documentReference } from '../read/document-reference.js'
import { oneOrMore, parameters } from '../read/parameters.js'
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
    const files = request.value.referralLetterFile
    return answerChanged(call, (referral) =>
      maintainLetter(call.world, call.caller, referral, files),
    )
  },
})
