import type { Store } from '../../../../world/store.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import { ID, SD } from '../systems.js'
import { identifier, type Json } from './elements.js'

/** A shortlist as it is contained in a referral (ers-fhir 6.4), with the services' names of today. */
export const representShortlist = (store: Store, services: readonly string[]): Json => ({
  id: 'shortlist',
  meta: { profile: [SD('eRS-Shortlist-List-1')] },
  resourceType: 'List',
  extension: [
    {
      url: SD('Extension-eRS-Shortlist-SearchCriteria-1'),
      valueReference: { reference: '#serviceSearchCriteria' },
    },
  ],
  status: 'current',
  mode: 'snapshot',
  entry: services.map((id) => ({
    item: {
      identifier: identifier(ID.service, id),
      display: healthcareServices.find(store, id)?.name,
    },
  })),
})
