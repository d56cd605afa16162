import type { World } from '../../../../world/world.js'
import type { Json } from './elements.js'

/** What every searchset of STU3 begins with (ers-fhir 7.15, 7.25, 7.29). */
export const stu3Searchset = ({ ids, clock }: World): Json => ({
  id: ids.uuid(),
  meta: {
    lastUpdated: clock.iso(),
    profile: ['http://hl7.org/fhir/STU3/StructureDefinition/Bundle'],
  },
  resourceType: 'Bundle',
  type: 'searchset',
})
