import { codeOf } from '../../../../hl7v3/types/coded.js'
import { childOf, type XmlElement } from '../../../../hl7v3/xml/element.js'
import { isoDate } from '../../../../world/instant.js'
import { current, type Patient } from '../../../../world/tables/patient.js'
import type { PatientChanges } from '../../domain/update/changes.js'
import { changeRecord } from '../change-record.js'
import { update } from '../declare.js'
import { read, updated } from '../outcomes.js'
import { periodIn } from '../read/contents.js'
import { version } from '../releases.js'
import { NHAIS_DEATH_RULES } from '../rules/death.js'
import { NHAIS_RULES, removalOf } from '../rules/nhais.js'
import { check, isRemoved } from '../rules/rule.js'
import { successfulUpdate } from '../write/scn.js'

/** Somebody who is taken off the list has no practice from then on; a new practice takes the reason away. */
function removalChanges(payload: XmlElement, held: Patient, today: string): PatientChanges {
  const event = removalOf(payload)
  if (!event) return {}
  if (isRemoved(event)) return { removal: { remove: true } }
  const reason = codeOf(childOf(event, 'reasonCode')) ?? ''
  const start = periodIn(event, 'effectiveTime')?.start ?? today
  return {
    removal: { value: { reason, start } },
    practices: current(held.practices).map(({ id }) => ({ mode: 'remove', id })),
  }
}

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
