import { type Caller, sideOf } from '../../domain/caller.js'
import { type Refusal, refuseAll } from '../../domain/outcome.js'
import { checkFilter } from '../../domain/worklist/check-worklist-filter.js'
import { CALLS_A_DAY, countWorklistCall } from '../../domain/worklist/count-calls.js'
import { readWorklist, WORKLISTS, type WorklistType } from '../../domain/worklist/worklist.js'
import { ERS_ADVICE } from '../advice-rules.js'
import type { Call } from '../operation.js'
import { operation, success } from '../operation.js'
import { readBody } from '../read/body.js'
import { readWorklistRequest, type WorklistRequest } from '../read/worklist.js'
import { representWorklist } from '../represent/worklist.js'

const APPLICATION_LISTS: readonly WorklistType[] = [
  'REFERRALS_FOR_REVIEW',
  'APPOINTMENT_SLOT_ISSUES',
]

/** Whether this caller may ask for this list with these filters (ers-fhir 7.8). */
function checkList(caller: Caller, request: WorklistRequest<WorklistType>): Refusal | undefined {
  const { listType, filtered, filter } = request
  const { side } = WORKLISTS[listType]
  if (
    side !== sideOf(caller) ||
    (caller.mode === 'application' && !APPLICATION_LISTS.includes(listType))
  )
    return { code: 'INVALID_CODE', diagnostics: `'listType' (${listType}) is not for this caller.` }
  if (side === 'REFERRER' && filtered !== undefined)
    return { code: 'UNEXPECTED_FIELD', diagnostics: `'${filtered}' does not filter '${listType}'.` }
  if (caller.mode === 'application' && filter.service === undefined)
    return { code: 'MISSING_VALUE', diagnostics: "'service' is missing." }
  return undefined
}

/** Tells an application that fetches the list of a service more often than it may (ers-fhir 3.1). */
function adviseOnCalls({ world, exchange }: Call, type: WorklistType, service: string): void {
  const calls = countWorklistCall(world, exchange.caller?.clientId ?? '', type, service)
  if (calls > CALLS_A_DAY)
    exchange.advise(
      ERS_ADVICE.worklist,
      `This is call ${calls} of the day for ${type} of service '${service}'; an application may make ${CALLS_A_DAY}.`,
    )
}

/** A008: a worklist of referrals, for providers or for referrers (ers-fhir 7.8). */
export const a008RetrieveWorklist = operation({
  code: 'A008',
  title: 'Retrieve referral worklist',
  fhir: 'STU3',
  method: 'POST',
  path: '/ReferralRequest/$ers.fetchworklist',
  functions: [
    'SERVICE_PROVIDER_CLINICIAN',
    'SERVICE_PROVIDER_ADMIN',
    'SERVICE_PROVIDER_CLINICIAN_ADMIN',
    'REFERRING_CLINICIAN',
    'REFERRING_CLINICIAN_ADMIN',
    'REFERRING_ADMIN',
  ],
  application: ['PROVIDER'],
  onBehalfOf: true,
  body: 'FHIR_JSON',
  handle(call) {
    const { world, caller, base, body } = call
    const request = readBody(body, readWorklistRequest)
    if (!request.ok) return request
    const { listType, filter } = request.value
    const wrong = checkList(caller, request.value)
    if (wrong) return refuseAll([wrong])
    const checked = checkFilter(world, caller, filter)
    if (!checked.ok) return checked
    if (caller.mode === 'application') adviseOnCalls(call, listType, filter.service ?? '')
    const items = readWorklist(world, caller, listType, filter)
    return success(representWorklist(world, base, listType, items))
  },
})
