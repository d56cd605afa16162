import { isoDate } from '../../../../world/instant.js'
import { changeRecord } from '../change-record.js'
import { update } from '../declare.js'
import { read, updated } from '../outcomes.js'
import { removalChanges } from '../read/registration.js'
import { version } from '../releases.js'
import { NHAIS_DEATH_RULES } from '../rules/death.js'
import { NHAIS_RULES } from '../rules/nhais.js'
import { check } from '../rules/rule.js'
import { successfulUpdate } from '../write/scn.js'

/** Changes a record for the authorities that register patients with practices (pds 12.14). */
export const nhaisUpdate = update({
  title: 'Update a registration with a practice',
  pattern: 'reliable',
  versions: [
    version('6.3', 'PRPA_IN000204UK03', 'PRPA_IN000209UK01'),
    version('7.2', 'PRPA_IN000204UK06', 'PRPA_IN000209UK02'),
  ],
  perform({ content }, world, { release, answer }) {
    const today = isoDate(world.clock.now())
    const changed = changeRecord(world, content, {
      source: 'national',
      check: (payload) =>
        check([{ payload, release }], NHAIS_DEATH_RULES) ?? check([payload], NHAIS_RULES),
      more: (payload, held) => removalChanges(payload, held, today),
    })
    return changed.ok ? read(updated(answer, successfulUpdate(changed.value))) : changed
  },
})
