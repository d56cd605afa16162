import { given } from '../../../../world/given.js'
import { LONGEST_MESSAGE } from '../../domain/advice/change-advice.js'
import { respondToAdvice } from '../../domain/advice/respond.js'
import { PROVIDER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { PRIORITIES } from '../../domain/priority.js'
import { adviceToChange } from '../advice-access.js'
import { operation, success } from '../operation.js'
import { adviceText } from '../read/advice-text.js'
import { readBody } from '../read/body.js'
import { documentReference } from '../read/document-reference.js'
import { many, one, optional, parameters } from '../read/parameters.js'
import { coding } from '../read/values.js'
import { representAdviceAnswer } from '../represent/advice-answer.js'
import { CS, SD } from '../systems.js'

const readResponse = parameters(SD('eRS-SendCommunicationToRequester-Request-Parameters-1'), {
  guidanceOutcome: one(
    'valueCoding',
    coding(CS('eRS-GuidanceResponseOutcome-1'), [
      'RETURN_TO_REFERRER_WITH_ADVICE',
      'REQUIRE_FURTHER_INFORMATION',
      'PROVIDER_CONVERTED',
    ]),
  ),
  guidanceIntendedRecommendation: optional(
    'valueCoding',
    coding(CS('eRS-GuidanceIntendedRecommendation-1'), [
      'ADVICE_ONLY_NO_REFERRAL_RECOMMENDED',
      'ADVICE_FOLLOWED_BY_REFERRAL_IF_REQUIRED',
      'REFERRAL_RECOMMENDED',
      'OTHER',
    ]),
  ),
  guidance: one('valueString', adviceText(LONGEST_MESSAGE)),
  updatedPriority: one('valueCoding', coding(CS('eRS-Priority-1'), PRIORITIES)),
  guidanceAttachmentFile: many('resource', documentReference('GUIDANCE_RESPONSE')),
})

/** A026: the provider answers the referrer (ers-fhir 7.26). */
export const a026SendAdviceResponse = operation({
  code: 'A026',
  title: 'Send advice and guidance response',
  fhir: 'STU3',
  method: 'POST',
  path: '/CommunicationRequest/:ubrn/$ers.sendCommunicationToRequester',
  functions: PROVIDER_CLINICAL,
  onBehalfOf: true,
  body: 'FHIR_JSON',
  writes: true,
  handle(call) {
    const read = readBody(call.body, readResponse)
    if (!read.ok) return read
    const advice = adviceToChange(call)
    if (!advice.ok) return advice
    const changed = respondToAdvice(call.world, call.caller as UserCaller, advice.value, {
      outcome: read.value.guidanceOutcome,
      text: read.value.guidance,
      priority: read.value.updatedPriority,
      documents: read.value.guidanceAttachmentFile,
      ...given({ recommendation: read.value.guidanceIntendedRecommendation }),
    })
    if (!changed.ok) return changed
    return success(
      representAdviceAnswer(call.world.store, call.base, changed.value, {
        profile: 'eRS-SendCommunicationToRequester-Response-Parameters-1',
        request: 'updatedCommunicationRequest',
      }),
    )
  },
})
