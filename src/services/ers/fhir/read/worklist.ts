import { given } from '../../../../world/given.js'
import type { WorklistFilter, WorklistType } from '../../domain/worklist.js'
import { WORKLISTS } from '../../domain/worklist.js'
import { CS, ID, referenceDataTail, SD } from '../systems.js'
import { one, optional, parameters, type Values } from './parameters.js'
import type { Place, Reader } from './place.js'
import { coding, concept, identifier } from './values.js'

export interface WorklistRequest {
  readonly listType: WorklistType
  readonly filter: WorklistFilter
  /** Name of the first filter given, for messages. */
  readonly filtered: string | undefined
}

const LIST_TYPES = Object.keys(WORKLISTS) as WorklistType[]
const assigned = concept(coding(CS('eRS-AssignedIndicator-1'), ['ASSIGNED', 'NOT_ASSIGNED']))

const SPECS = {
  listType: one(
    'valueCodeableConcept',
    concept(coding(CS('eRS-ReferralListSelector-1'), LIST_TYPES)),
  ),
  service: optional('valueIdentifier', identifier(ID.service)),
  specialtyAssignedIndicator: optional('valueCodeableConcept', assigned),
  specialty: optional('valueCodeableConcept', concept(coding(referenceDataTail('SPECIALTY')))),
  location: optional('valueIdentifier', identifier(ID.directoryOrganisation)),
  clinicianAssignedIndicator: optional('valueCodeableConcept', assigned),
  clinician: optional('valueIdentifier', identifier(ID.sdsUser)),
} as const

type Request = Values<typeof SPECS>

const read = parameters(SD('eRS-FetchWorklist-Parameters-1'), SPECS)

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
}: Request): WorklistFilter['clinician'] {
  if (clinicianAssignedIndicator === 'NOT_ASSIGNED') return { assigned: false }
  return clinician === undefined ? undefined : { assigned: true, userId: clinician }
}

/** The parameters of a worklist request; combinations that make no sense are noted. */
export const readWorklistRequest: Reader<WorklistRequest> = (value, place) => {
  const request = read(value, place)
  if (!request) return undefined
  const { listType, specialtyAssignedIndicator, specialty } = request
  if (specialtyAssignedIndicator === 'NOT_ASSIGNED')
    place.child('parameter').child('specialtyAssignedIndicator').invalid('NOT_ASSIGNED')
  else checkPair(place, 'specialty', specialtyAssignedIndicator, specialty)
  checkPair(place, 'clinician', request.clinicianAssignedIndicator, request.clinician)
  const filters = Object.entries(request).filter(([name, found]) => name !== 'listType' && found)
  return {
    listType,
    filter: given({
      service: request.service,
      specialty,
      location: request.location,
      clinician: clinicianFilter(request),
    }),
    filtered: filters[0]?.[0],
  }
}
