import { findAdvice } from '../../domain/advice/find-advice.js'
import { CLINICAL } from '../../domain/business-function.js'
import { refuse } from '../../domain/outcome.js'
import { findReferral } from '../../domain/referral/relationship.js'
import { type Call, operation, success } from '../operation.js'
import type { Json } from '../represent/elements.js'
import { r4Searchset } from '../represent/r4-bundle.js'
import {
  adviceAsServiceRequest,
  referralAsServiceRequest,
  UBRN_SYSTEM,
} from '../represent/service-request.js'

/** The UBRN of an identifier with or without its system. */
const ubrnOf = (identifier: string): string =>
  identifier.startsWith(`${UBRN_SYSTEM}|`) ? identifier.slice(UBRN_SYSTEM.length + 1) : identifier

/** The requests with a UBRN that the caller may read: referral first, then advice (ers-fhir 7.41). */
function requestsOf({ world, findPatient, caller }: Call, ubrn: string): Json[] {
  const referral = findReferral(world, findPatient, caller, ubrn, 'READ')
  const advice = findAdvice(world, findPatient, caller, ubrn, 'READ')
  return [
    ...(referral.ok ? [referralAsServiceRequest(referral.value)] : []),
    ...(advice.ok ? [adviceAsServiceRequest(advice.value)] : []),
  ]
}

/** A041: which requests have a UBRN; none for strangers. */
export const a041SearchServiceRequests = operation({
  code: 'A041',
  title: 'Search for service requests',
  fhir: 'R4',
  method: 'GET',
  path: '/ServiceRequest',
  functions: CLINICAL,
  onBehalfOf: true,
  query: ['identifier'],
  handle(call) {
    const identifier = call.request.query.get('identifier')
    if (!identifier) return refuse('MISSING_PARAMETER', "'identifier' is missing.")
    const self = `${call.base}/ServiceRequest?identifier=${encodeURIComponent(identifier)}`
    const entries = requestsOf(call, ubrnOf(identifier)).map((resource) => ({
      fullUrl: `${call.base}/ServiceRequest/${resource.id}`,
      resource,
    }))
    return success(r4Searchset(call.world, self, entries))
  },
})
