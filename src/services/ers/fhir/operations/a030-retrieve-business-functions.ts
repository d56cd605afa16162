import { findActivePractitioner } from '../../../../world/tables/practitioner.js'
import { functionsAt, organisationsOf } from '../../domain/business-function.js'
import { operationForAnyUser, success } from '../operation.js'
import { byIdentifier, concept } from '../represent/elements.js'
import { type R4Entry, r4Searchset } from '../represent/r4-bundle.js'
import { ID } from '../systems.js'

const FUNCTION_SYSTEM = 'https://fhir.nhs.uk/CodeSystem/eRS-BusinessFunction-1'

/** A030: what the user may do, and where: one entry an organisation (ers-fhir 7.30). */
export const a030RetrieveBusinessFunctions = operationForAnyUser({
  code: 'A030',
  title: "Retrieve user's business functions",
  fhir: 'R4',
  method: 'GET',
  path: '/PractitionerRole',
  interactions: ['V001', 'V002'].map(
    (version) => `urn:nhs:names:services:ers:READ_PRACTITIONER_ROLE_R4_${version}`,
  ),
  handle({ world, userId, base }) {
    const person = findActivePractitioner(world.store, userId)
    const now = world.clock.iso()
    const entries: R4Entry[] = []
    for (const odsCode of person ? organisationsOf(person) : []) {
      const functions = person ? functionsAt(person, odsCode) : []
      if (functions.length === 0) continue
      const id = `PractitionerRole-${odsCode}-${userId}`
      entries.push({
        fullUrl: `${base}/PractitionerRole/${id}`,
        resource: {
          id,
          meta: { lastUpdated: now },
          resourceType: 'PractitionerRole',
          practitioner: byIdentifier(ID.r4SdsUser, userId),
          organization: byIdentifier(ID.ods, odsCode),
          code: functions.map((name) => concept(FUNCTION_SYSTEM, name)),
        },
      })
    }
    return success(r4Searchset(world, `${base}/PractitionerRole`, entries))
  },
})
