import { referralsOfPatient } from '../../../../world/tables/referral.js'
import { found, operation, refuse } from '../operation.js'
import { readSearch } from '../read-search.js'
import { searchBundle } from '../represent/bundle.js'
import { stateFor } from '../states.js'

/** A001: the active referrals of the patient who is logged in, oldest first (ers-fhir 12). */
export const a001SearchServiceRequests = operation({
  code: 'A001',
  title: 'Retrieve referral requests for a patient',
  method: 'GET',
  path: '/ServiceRequest',
  handle({ world, request, nhsNumber, base }) {
    const search = readSearch(request.query)
    if ('problems' in search) return refuse(...search.problems)
    if (search.nhsNumber !== nhsNumber)
      return refuse({
        code: 'REC_FORBIDDEN',
        diagnostics: 'The patient may retrieve their own referrals only',
        expression: 'http."patient:identifier"',
      })
    const active = referralsOfPatient(world.store, nhsNumber).filter(stateFor)
    const self = `${base}/ServiceRequest?${request.query}`
    return found(searchBundle(world, base, self, active, search.including))
  },
})
