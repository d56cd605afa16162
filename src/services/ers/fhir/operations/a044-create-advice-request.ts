import { given } from '../../../../world/given.js'
import { LONGEST_MESSAGE } from '../../domain/advice/change-advice.js'
import { createAdvice } from '../../domain/advice/create-advice.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { operation, success } from '../operation.js'
import { adviceText } from '../read/advice-text.js'
import { readBody } from '../read/body.js'
import { documentReference } from '../read/document-reference.js'
import { many, one, optional, parameters } from '../read/parameters.js'
import { shortlist } from '../read/shortlist.js'
import { coding, identifier } from '../read/values.js'
import { representAdviceAnswer } from '../represent/advice-answer.js'
import { CS, ID, SD } from '../systems.js'

const readRequest = parameters(SD('eRS-CreateAdviceAndGuidance-Request-Parameters-1'), {
  patient: one('valueIdentifier', identifier(ID.nhsNumber)),
  providerConversionAuthorisation: one(
    'valueCoding',
    coding(CS('eRS-ProviderConversionAuthorisation-1'), [
      'AUTHORISED_TO_CONVERT',
      'NOT_AUTHORISED_TO_CONVERT',
    ]),
  ),
  shortlist: one('resource', shortlist),
  request: one('valueString', adviceText(LONGEST_MESSAGE)),
  referringClinician: optional('valueIdentifier', identifier(ID.sdsUser)),
  requestAttachmentFile: many('resource', documentReference('ADVICE_REQUEST')),
})

/** A044: a referrer asks a service for advice; 200 although something is made (ers-fhir 7.44). */
export const a044CreateAdviceRequest = operation({
  code: 'A044',
  title: 'Create advice and guidance request',
  fhir: 'STU3',
  method: 'POST',
  path: '/CommunicationRequest/$ers.createAdviceAndGuidance',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  writes: true,
  handle({ world, findPatient, caller, base, body }) {
    const read = readBody(body, readRequest)
    if (!read.ok) return read
    const request = read.value
    const created = createAdvice(world, findPatient, caller as UserCaller, {
      nhsNumber: request.patient,
      criteria: request.shortlist.criteria,
      shortlist: request.shortlist.services,
      conversion: request.providerConversionAuthorisation,
      text: request.request,
      documents: request.requestAttachmentFile,
      ...given({ referringClinician: request.referringClinician }),
    })
    if (!created.ok) return created
    return success(
      representAdviceAnswer(world.store, base, created.value, {
        profile: 'eRS-CreateAdviceAndGuidance-Response-Parameters-1',
        request: 'createdCommunicationRequest',
      }),
    )
  },
})
