import type { AccreditedSystem } from '../../../../world/tables/accredited-system.js'
import type { SdsResource } from '../operation.js'
import {
  ASID,
  INTERACTION,
  INTERACTION_EXTENSION,
  MANUFACTURER_EXTENSION,
  ODS_CODE,
  PARTY_KEY,
} from '../systems.js'
import { byIdentifier, member } from './reference.js'

const extensionsOf = ({ manufacturer, interactions }: AccreditedSystem) => [
  ...(manufacturer
    ? [{ url: MANUFACTURER_EXTENSION, valueReference: byIdentifier(ODS_CODE, manufacturer) }]
    : []),
  ...interactions.map((interaction) => ({
    url: INTERACTION_EXTENSION,
    valueReference: byIdentifier(INTERACTION, interaction),
  })),
]

/** An accredited system as a Device; the organisation it is searched by is not shown (sds 1.3). */
export const device = (id: string, system: AccreditedSystem): SdsResource => ({
  resourceType: 'Device',
  id,
  identifier: [
    { system: ASID, value: system.asid },
    { system: PARTY_KEY, value: system.partyKey },
  ],
  ...member('extension', extensionsOf(system)),
  ...(system.clients[0] ? { owner: byIdentifier(ODS_CODE, system.clients[0]) } : {}),
})
