import { findAccreditedSystem } from '../../../../world/tables/accredited-system.js'
import { organisations } from '../../../../world/tables/organisation.js'
import type { World } from '../../../../world/world.js'
import type { UpdateSource } from '../../domain/update/changes.js'
import { changeRecord } from '../change-record.js'
import { update } from '../declare.js'
import { read, updated } from '../outcomes.js'
import { version } from '../releases.js'
import { GENERAL_DEATH_RULES } from '../rules/death.js'
import { check } from '../rules/rule.js'
import { successfulUpdate } from '../write/scn.js'

/** Who a system updates for: a practice, or anybody else. */
function sourceOf(world: World, asid: string): UpdateSource {
  const system = findAccreditedSystem(world.store, asid)
  const organisation = system && organisations.find(world.store, system.odsCode)
  return organisation?.roles.includes('GP_PRACTICE') ? 'primary-care' : 'local'
}

/** Changes a record, deaths included (pds 12.13). */
export const generalUpdate = update({
  title: 'Update a record',
  pattern: 'reliable',
  versions: [
    version('4.2', 'PRPA_IN160000UK30', 'PRPA_IN150000UK30'),
    version('6.3', 'PRPA_IN000203UK03', 'PRPA_IN000202UK01'),
    version('7.2', 'PRPA_IN000203UK06', 'PRPA_IN000202UK01'),
  ],
  perform({ content, sender }, world, { release, answer }) {
    const changed = changeRecord(world, content, {
      source: sourceOf(world, sender),
      check: (payload) => check([{ payload, release }], GENERAL_DEATH_RULES),
    })
    return changed.ok ? read(updated(answer, successfulUpdate(changed.value))) : changed
  },
})
