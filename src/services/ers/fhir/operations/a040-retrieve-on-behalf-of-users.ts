import { refuse } from '../../domain/outcome.js'
import { operation, success } from '../operation.js'
import { onBehalfOfUsers } from '../permission.js'
import { identifier } from '../represent/elements.js'
import { r4Searchset } from '../represent/r4-bundle.js'
import { ID } from '../systems.js'

/** What the bundle says of itself where there is nobody, and only there (ers-fhir 7.40). */
const profile = ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Bundle']

/** A040: the clinicians for whom a provider clinician admin may act (ers-fhir 7.40). */
export const a040RetrieveOnBehalfOfUsers = operation({
  code: 'A040',
  title: 'Retrieve on-behalf-of users',
  fhir: 'R4',
  method: 'GET',
  path: '/Practitioner',
  query: ['_query'],
  functions: ['SERVICE_PROVIDER_CLINICIAN_ADMIN'],
  handle({ world, request, caller, base }) {
    const query = request.query.get('_query')
    if (query !== 'onBehalfOf')
      return refuse('MALFORMED', `'_query' (${query?.slice(0, 40) ?? ''}) must be onBehalfOf.`)
    const now = world.clock.iso()
    const entries = onBehalfOfUsers(world, caller.userId, caller.organisation).map((id) => ({
      fullUrl: `Practitioner/${id}`,
      resource: {
        id,
        resourceType: 'Practitioner',
        meta: { lastUpdated: now },
        identifier: identifier(ID.r4SdsUser, id),
      },
    }))
    const bundle = r4Searchset(world, `${base}/Practitioner?_query=onBehalfOf`, entries)
    return success(
      entries.length === 0 ? { ...bundle, meta: { lastUpdated: now, profile } } : bundle,
    )
  },
})
