import { coded, type Parameter, present } from './parameters.js'
import { REFERENCE, SD, SERVICE } from './systems.js'

/** What services are looked for. */
export interface Criteria {
  readonly priority: string
  readonly specialty?: string | undefined
  readonly clinicType?: string | undefined
}

/** Search criteria as a resource. */
export const criteria = ({ priority, specialty, clinicType }: Criteria) => ({
  resourceType: 'Parameters',
  id: 'criteria',
  meta: { profile: [SD('eRS-ServiceSearchCriteria-Parameters-1')] },
  parameter: present(
    coded('priority', 'eRS-Priority-1', priority),
    specialty === undefined
      ? undefined
      : { name: 'specialty', valueCoding: { system: REFERENCE('SPECIALTY'), code: specialty } },
    clinicType === undefined ? undefined : coded('clinicType', 'eRS-ClinicType-1', clinicType),
    { name: 'ageAndGenderAppropriate', valueBoolean: true },
  ),
})

/** The services that a patient may be booked into, found by these criteria. */
export const shortlist = (services: readonly string[], found: Criteria): Parameter => ({
  name: 'shortlist',
  resource: {
    resourceType: 'List',
    meta: { profile: [SD('eRS-Shortlist-List-1')] },
    status: 'current',
    mode: 'snapshot',
    contained: [criteria(found)],
    extension: [
      {
        url: SD('Extension-eRS-Shortlist-SearchCriteria-1'),
        valueReference: { reference: '#criteria' },
      },
    ],
    entry: services.map((value) => ({ item: { identifier: { system: SERVICE, value } } })),
  },
})
