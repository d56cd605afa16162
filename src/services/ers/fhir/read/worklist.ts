import { given } from '../../../../world/given.js'
import type { WorklistFilter, WorklistType } from '../../domain/worklist/worklist.js'
import { WORKLISTS } from '../../domain/worklist/worklist.js'
import { CS, ID, referenceDataTail, SD } from '../systems.js'
import { one, optional, parameters, type Values } from './parameters.js'
import type { Place, Reader } from './place.js'
import { coding, concept, identifier } from './values.js'

export interface WorklistRequest<Type extends string> {
  readonly listType: Type
  readonly filter: WorklistFilter
  /** Name of the first filter given, for messages. */
  readonly filtered: string | undefined
}

const assigned = concept(coding(CS('eRS-AssignedIndicator-1'), ['ASSIGNED', 'NOT_ASSIGNED']))

const FILTERS = {
  service: optional('valueIdentifier', identifier(ID.service)),
  specialtyAssignedIndicator: optional('valueCodeableConcept', assigned),
  specialty: optional('valueCodeableConcept', concept(coding(referenceDataTail('SPECIALTY')))),
  location: optional('valueIdentifier', identifier(ID.directoryOrganisation)),
  clinicianAssignedIndicator: optional('valueCodeableConcept', assigned),
  clinician: optional('valueIdentifier', identifier(ID.sdsUser)),
} as const

type Filters = Values<typeof FILTERS>

/** An indicator and the value that goes with it (ers-fhir 7.8). */
function checkPair(
  place: Place,
  name: 'specialty' | 'clinician',
  indicator: string | undefined,
  value: string | undefined,
): void {
  const at = place.child('parameter').child(name)
  if (indicator === 'ASSIGNED' && value === undefined) at.missing()
  if (indicator !== 'ASSIGNED' && value !== undefined)
    at.unexpected(`is not expected unless '${name}AssignedIndicator' is ASSIGNED`)
}

function clinicianFilter({
  clinicianAssignedIndicator,
  clinician,
}: Filters): WorklistFilter['clinician'] {
  if (clinicianAssignedIndicator === 'NOT_ASSIGNED') return { assigned: false }
  return clinician === undefined ? undefined : { assigned: true, userId: clinician }
}

/** Notes combinations of filters that make no sense. */
function checkFilters(request: Filters, place: Place): void {
  const { specialtyAssignedIndicator, specialty } = request
  if (specialtyAssignedIndicator === 'NOT_ASSIGNED')
    place.child('parameter').child('specialtyAssignedIndicator').invalid('NOT_ASSIGNED')
  else checkPair(place, 'specialty', specialtyAssignedIndicator, specialty)
  checkPair(place, 'clinician', request.clinicianAssignedIndicator, request.clinician)
}

/**
 * A reader of worklist requests (ers-fhir 7.8, 7.23): the lists of referrals and that of advice
 * requests differ in the code system of `listType` alone.
 */
export function worklistReader<const Type extends string>(
  selector: string,
  types: readonly Type[],
): Reader<WorklistRequest<Type>> {
  const listType = one('valueCodeableConcept', concept(coding(CS(selector), types)))
  const read = parameters(SD('eRS-FetchWorklist-Parameters-1'), { listType, ...FILTERS })
  return (value, place) => {
    const request = read(value, place)
    if (!request) return undefined
    const { listType: type, ...filters } = request
    checkFilters(filters, place)
    return {
      listType: type,
      filter: given({
        service: filters.service,
        specialty: filters.specialty,
        location: filters.location,
        clinician: clinicianFilter(filters),
      }),
      filtered: Object.entries(filters).find(([, found]) => found)?.[0],
    }
  }
}

/** The parameters of a request for a worklist of referrals. */
export const readWorklistRequest = worklistReader(
  'eRS-ReferralListSelector-1',
  Object.keys(WORKLISTS) as WorklistType[],
)
