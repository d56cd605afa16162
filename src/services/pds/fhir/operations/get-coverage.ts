import { retrievePatient } from '../../domain/retrieve.js'
import { operation, success } from '../operation.js'
import { coverageBundle } from '../represent/coverage.js'

/** Shows a patient's health insurance card (pds 9); the gateway has checked whose it is. */
export const getCoverage = operation({
  id: 'PDS get coverage',
  title: 'Get coverage details',
  method: 'GET',
  path: '/Coverage',
  handle({ world, request, base }) {
    const number = request.query.get('subscriber:identifier') ?? ''
    const found = retrievePatient(world, number)
    if (!found.ok) return found
    const bundle = coverageBundle(found.value, { now: world.clock.iso(), base })
    return success(bundle, found.value.version)
  },
})
