import type { AdviceRequest } from '../../../../world/tables/advice-request.js'
import type { Referral } from '../../../../world/tables/referral.js'
import { ADVICE_FHIR_STATUS } from './advice-request.js'
import { byIdentifier, concept, identifier, type Json } from './elements.js'

export const UBRN_SYSTEM = 'https://fhir.nhs.uk/Id/UBRN'
const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number'
const CATEGORY = 'https://fhir.nhs.uk/CodeSystem/message-category-servicerequest'
const CODE = 'https://fhir.nhs.uk/CodeSystem/servicerequest-code'

/** R4 says revoked where STU3 says cancelled (ers-fhir 7.41). */
const R4_STATUS = { active: 'active', completed: 'completed', cancelled: 'revoked' } as const

type Request = Pick<Referral, 'requestId' | 'version' | 'ubrn' | 'nhsNumber'>

const represent = (request: Request, status: string, category: string, code: Json): Json => ({
  id: request.requestId,
  meta: { versionId: String(request.version) },
  resourceType: 'ServiceRequest',
  identifier: [identifier(UBRN_SYSTEM, request.ubrn)],
  status,
  intent: 'order',
  category: [concept(CATEGORY, category)],
  ...code,
  subject: byIdentifier(NHS_NUMBER, request.nhsNumber),
})

/** A referral as a service request (ers-fhir 7.41). */
export const referralAsServiceRequest = (referral: Referral): Json =>
  represent(
    referral,
    referral.state === 'CANCELLED_REFERRAL' ? 'revoked' : 'active',
    'referral',
    {},
  )

/** An advice and guidance request as a service request. */
export const adviceAsServiceRequest = (advice: AdviceRequest): Json =>
  represent(advice, R4_STATUS[ADVICE_FHIR_STATUS[advice.status]], 'request', {
    code: concept(CODE, 'advice-and-guidance'),
  })
