import { findAccreditedSystems } from '../../../../world/tables/accredited-system.js'
import type { SdsOperation } from '../operation.js'
import { refuse } from '../outcome.js'
import { MISSING_INTERACTION, MISSING_ORGANISATION } from '../query.js'
import { device } from '../represent/device.js'

/** `GET /Device`: accredited systems of an organisation that may use an interaction (sds 1.2, 1.3). */
export const searchDevices: SdsOperation = {
  resourceType: 'Device',
  title: 'Find accredited systems',
  parameters: ['organization', 'identifier', 'manufacturing-organization'],
  incomplete: ({ organisation, interaction }) => {
    if (!organisation) return MISSING_ORGANISATION
    return interaction ? undefined : MISSING_INTERACTION
  },
  search(world, { organisation, ...criteria }) {
    const systems = findAccreditedSystems(world.store, { odsCode: organisation, ...criteria })
    if (systems.some(({ clients }) => clients.length > 1))
      return {
        ok: false,
        refusal: refuse('FAILED', "LDAP returned more than 1 'nhsAsClient' attribute"),
      }
    const resources = systems.map((system) => device(world.ids.uuid().toUpperCase(), system))
    return { ok: true, resources }
  },
}
