import { organisations } from '../../../../world/tables/organisation.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import type { UserCaller } from '../../domain/caller.js'
import { ok, type Result, refuse, refuseAll } from '../../domain/outcome.js'
import { patientForRequest } from '../../domain/patient.js'
import { responsibleForRequest } from '../../domain/referral/referring-clinician.js'
import { checkCriteria } from '../../domain/search/check-criteria.js'
import { type ServiceSearch, searchServices } from '../../domain/search/search-services.js'
import { type Call, operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { criteria } from '../read/criteria.js'
import { one, optional, parameters, type Values } from '../read/parameters.js'
import { coding, identifier } from '../read/values.js'
import { representFoundServices } from '../represent/found-services.js'
import { CS, ID, SD } from '../systems.js'

const SPECS = {
  requestType: one(
    'valueCoding',
    coding(CS('eRS-RequestType-1'), ['APPOINTMENT_REQUEST', 'ADVICE_AND_GUIDANCE_REQUEST']),
  ),
  sortBy: one('valueCoding', coding(CS('eRS-SortBy-1'), ['DISTANCE', 'IWT'])),
  patient: one('valueIdentifier', identifier(ID.nhsNumber)),
  searchCriteria: one('resource', criteria),
  referringClinician: optional('valueIdentifier', identifier(ID.sdsUser)),
  commissioningRuleOrganisation: optional('valueIdentifier', identifier(ID.ods)),
} as const

const readSearch = parameters(SD('eRS-PatientServiceSearch-Parameters-1'), SPECS)

/** The organisation whose rules apply: the caller's, or the one of an existing referral. */
function ruleOrganisation(call: Call, request: Values<typeof SPECS>): Result<string> {
  const given = request.commissioningRuleOrganisation
  if (given === undefined) return ok(call.caller.organisation)
  if (request.requestType === 'ADVICE_AND_GUIDANCE_REQUEST')
    return refuse(
      'FIELD_NOT_PERMITTED',
      "'commissioningRuleOrganisation' is not permitted with ADVICE_AND_GUIDANCE_REQUEST.",
    )
  return organisations.find(call.world.store, given)
    ? ok(given)
    : refuse('REFERENCE_NOT_FOUND', `'commissioningRuleOrganisation' (${given}) does not exist.`)
}

function toSearch(call: Call, request: Values<typeof SPECS>): Result<ServiceSearch> {
  const caller = call.caller as UserCaller
  const clinician = responsibleForRequest(call.world, caller, request.referringClinician)
  if (!clinician.ok) return clinician
  const patient = patientForRequest(call.world, call.findPatient, request.patient)
  if (!patient.ok) return patient
  const wrong = checkCriteria(call.world, request.searchCriteria)
  if (wrong) return refuseAll([wrong])
  const organisation = ruleOrganisation(call, request)
  if (!organisation.ok) return organisation
  return ok({
    requestType: request.requestType,
    criteria: request.searchCriteria,
    patient: patient.value,
    ruleOrganisation: organisation.value,
  })
}

/** A010: services for a patient (ers-fhir 7.10). Nothing of the search is kept. */
export const a010SearchServices = operation({
  code: 'A010',
  title: 'Patient service search',
  fhir: 'STU3',
  method: 'POST',
  path: '/HealthcareService/$ers.searchHealthcareServicesForPatient',
  functions: REFERRER_CLINICAL,
  body: 'FHIR_JSON',
  handle(call) {
    const request = readBody(call.body, readSearch)
    if (!request.ok) return request
    const search = toSearch(call, request.value)
    if (!search.ok) return search
    const found = searchServices(call.world, search.value, request.value.sortBy)
    return success(representFoundServices(call.base, found))
  },
})
