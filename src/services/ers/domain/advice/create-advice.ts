import { type AdviceRequest, adviceRequests } from '../../../../world/tables/advice-request.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { AttachedDocument, ServiceSearchCriteria } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { actingFor, type UserCaller } from '../caller.js'
import { attachDocuments, type NewDocument } from '../files/attach-documents.js'
import { ok, type Result, refuse, refuseAll } from '../outcome.js'
import { type FindPatient, type PatientSummary, patientForRequest } from '../patient.js'
import { checkNoneTwice } from '../referral/check-shortlist.js'
import { responsibleForRequest } from '../referral/referring-clinician.js'
import { checkCriteria } from '../search/check-criteria.js'
import { matchService } from '../search/search-services.js'
import { newMessage, publishAdvice } from './change-advice.js'
import { referrerRole, senderRole } from './roles.js'

export interface NewAdvice {
  readonly nhsNumber: string
  readonly referringClinician?: string
  readonly criteria: ServiceSearchCriteria
  readonly shortlist: readonly string[]
  readonly conversion: AdviceRequest['conversion']
  readonly text: string
  readonly documents: readonly NewDocument[]
}

/** The one service of the shortlist: found, giving advice, and among the results of the search. */
function checkService(
  world: World,
  { shortlist, criteria }: NewAdvice,
  patient: PatientSummary,
  ruleOrganisation: string,
): Result<string> {
  const [id] = shortlist as readonly [string]
  const once = checkNoneTwice(shortlist)
  if (!once.ok) return once
  if (shortlist.length > 1)
    return refuse(
      'TOO_MANY_ITEMS',
      `'shortlist' holds ${shortlist.length} services; exactly 1 is allowed.`,
    )
  const service = healthcareServices.find(world.store, id)
  if (!service)
    return refuse('REFERENCE_NOT_FOUND', `'Shortlist/Service Id' (${id}) does not exist.`)
  if (!service.flows.includes('ADVICE_AND_GUIDANCE_REQUEST'))
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'Shortlist/Service Id' (${id}) does not take advice and guidance requests.`,
    )
  const requestType = 'ADVICE_AND_GUIDANCE_REQUEST'
  return matchService(world, service, { requestType, criteria, patient, ruleOrganisation })
    ? ok(id)
    : refuse(
        'SHORTLISTED_SERVICE_NOT_IN_RESULTS',
        `'Shortlist/Service Id' (${id}) does not match the search criteria.`,
      )
}

/**
 * Asks a service for advice (A044, ers-fhir 7.44). Refuses whatever of patient, clinician, criteria,
 * service or files is not right.
 */
export function createAdvice(
  world: World,
  findPatient: FindPatient,
  caller: UserCaller,
  request: NewAdvice,
): Result<AdviceRequest> {
  const clinician = responsibleForRequest(world, caller, request.referringClinician)
  if (!clinician.ok) return clinician
  const patient = patientForRequest(world, findPatient, request.nhsNumber)
  if (!patient.ok) return patient
  const wrong = checkCriteria(world, request.criteria)
  if (wrong) return refuseAll([wrong])
  const service = checkService(world, request, patient.value, caller.organisation)
  if (!service.ok) return service
  const ids = { ubrn: world.ids.ubrn(), requestId: `a.${world.ids.uuid()}` }
  const actor = actingFor(caller, clinician.value)
  const to = { ...ids, documents: [], mustBeMeantForIt: false }
  const documents = attachDocuments(world, actor, request.documents, to)
  if (!documents.ok) return documents
  const advice: AdviceRequest = {
    ...ids,
    ...newAdvice(world, caller, request, clinician.value, documents.value),
    nhsNumber: patient.value.nhsNumber,
    serviceId: service.value,
  }
  adviceRequests.save(world.store, advice)
  publishAdvice(world, 'CREATE', advice)
  return ok(advice)
}

function newAdvice(
  world: World,
  caller: UserCaller,
  request: NewAdvice,
  clinician: string,
  documents: readonly AttachedDocument[],
): Omit<AdviceRequest, 'ubrn' | 'requestId' | 'nhsNumber' | 'serviceId'> {
  const now = world.clock.now()
  const message = newMessage(world, {
    sentBy: 'REQUESTER',
    sender: senderRole(caller),
    responsible: referrerRole(clinician, caller.organisation),
    text: request.text,
    documents,
  })
  return {
    version: 1,
    created: now,
    updated: now,
    referringOrganisation: caller.organisation,
    referringClinician: clinician,
    createdBy: caller.userId,
    criteria: request.criteria,
    priority: request.criteria.priority,
    conversion: request.conversion,
    status: 'PROVIDER_RESPONSE_REQUIRED',
    messages: [message],
    documents: [],
  }
}
