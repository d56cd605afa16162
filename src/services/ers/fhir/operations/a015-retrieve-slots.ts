import { given } from '../../../../world/given.js'
import { findSlots, type SlotSearch } from '../../domain/appointment/find-slots.js'
import { REFERRER_CLINICAL } from '../../domain/business-function.js'
import { ok, type Result, refuse } from '../../domain/outcome.js'
import { isPriority } from '../../domain/priority.js'
import { type Call, operation, success } from '../operation.js'
import { representSlots } from '../represent/slots.js'

const SERVICE = 'schedule.actor:HealthcareService'
const CLINICIAN = 'schedule.actor:Practitioner'
const MANDATORY = [SERVICE, 'appointmentType', 'status', '_count', 'page'] as const

/** The slot statuses of FHIR STU3; only `free` may be asked for. */
const SLOT_STATUSES = ['busy', 'free', 'busy-unavailable', 'busy-tentative', 'entered-in-error']

const MOST_PER_PAGE = 100

/** A whole number within bounds; undefined for anything else. */
function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : undefined
}

function firstMissing(call: Call): string | undefined {
  return MANDATORY.find((name) => !call.request.query.get(name))
}

/** Reads the query and the header (ers-fhir 7.15, conditions of the 400). */
function readSearch(call: Call): Result<SlotSearch> {
  const { query } = call.request
  const value = (name: string): string => query.get(name) as string
  const missing = firstMissing(call)
  if (missing) return refuse('MISSING_PARAMETER', `'${missing}' is missing.`)
  const ruleOrganisation = call.request.header('nhsd-ers-comm-rule-org')?.trim()
  if (!ruleOrganisation) return refuse('MISSING_HEADER', "'NHSD-eRS-Comm-Rule-Org' is missing.")
  const status = value('status')
  if (!SLOT_STATUSES.includes(status))
    return refuse('INVALID_CODE', `'status' (${status.slice(0, 60)}) is not a known code.`)
  if (status !== 'free') return refuse('INVALID_VALUE', `'status' (${status}) is invalid.`)
  const priority = value('appointmentType')
  if (!isPriority(priority))
    return refuse(
      'INVALID_CODE',
      `'appointmentType' (${priority.slice(0, 60)}) is not a known code.`,
    )
  const pageSize = wholeNumber(value('_count'), 1, MOST_PER_PAGE)
  if (pageSize === undefined)
    return refuse('INVALID_VALUE', `'_count' (${value('_count').slice(0, 60)}) is invalid.`)
  const page = wholeNumber(value('page'), 1, Number.MAX_SAFE_INTEGER)
  if (page === undefined)
    return refuse('INVALID_VALUE', `'Page Number' (${value('page').slice(0, 60)}) is invalid.`)
  return ok({
    serviceId: value(SERVICE),
    priority,
    pageSize,
    page,
    ruleOrganisation,
    ...given({ clinician: query.get(CLINICIAN) || undefined }),
  })
}

/** A015: free slots of a directly bookable service (ers-fhir 7.15). */
export const a015RetrieveSlots = operation({
  code: 'A015',
  title: 'Retrieve appointment slots',
  fhir: 'STU3',
  method: 'GET',
  path: '/Slot',
  functions: REFERRER_CLINICAL,
  // Schedules are included in any case.
  query: [...MANDATORY, CLINICIAN, '_include'],
  refusalStatus: 400,
  handle(call) {
    const search = readSearch(call)
    if (!search.ok) return search
    const found = findSlots(call.world, search.value)
    if (!found.ok) return found
    return success(representSlots(call.world, call.base, search.value, found.value))
  },
})
