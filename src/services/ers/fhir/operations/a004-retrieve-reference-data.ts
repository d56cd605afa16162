import {
  type Concept,
  conceptsOf,
  REFERENCE_DATA_SETS,
  type ReferenceDataSet,
} from '../../../../world/tables/concept.js'
import { CLINICAL } from '../../domain/business-function.js'
import { refuse } from '../../domain/outcome.js'
import { operation, success } from '../operation.js'
import { representCodeSystem } from '../represent/code-system.js'

const isSet = (name: string): name is ReferenceDataSet =>
  (REFERENCE_DATA_SETS as readonly string[]).includes(name)

/** A004: a set of reference data, expired concepts included (ers-fhir 7.4). */
export const a004RetrieveReferenceData = operation({
  code: 'A004',
  title: 'Retrieve reference data',
  fhir: 'STU3',
  method: 'GET',
  path: '/CodeSystem/:type',
  functions: CLINICAL,
  application: ['PROVIDER', 'REFERRER'],
  onBehalfOf: true,
  handle({ world, request, base }) {
    const type = request.params.type ?? ''
    if (!isSet(type))
      return refuse('NOT_FOUND', `There is no reference data '${type.slice(0, 60)}'.`)
    const concepts: readonly Concept[] = conceptsOf(world.store, type)
    return success(representCodeSystem(base, type, concepts, world.clock.iso()))
  },
})
