import { retrieveRelatedPeople } from '../../domain/related-people.js'
import { operation, success } from '../operation.js'
import { presentationFor } from '../represent/presentation.js'
import { relatedPersonBundle } from '../represent/related-person.js'

/** Lists the people a patient is related to (pds 8). */
export const getRelatedPeople = operation({
  id: 'PDS get related people',
  title: 'Get details of a patient’s related people',
  method: 'GET',
  path: '/Patient/:id/RelatedPerson',
  handle({ world, request, access, base }) {
    const found = retrieveRelatedPeople(world, request.params.id ?? '')
    if (!found.ok) return found
    const shown = presentationFor(access.application)
    return success(relatedPersonBundle(found.value, { now: world.clock.iso(), base, shown }))
  },
})
