import { findAccreditedSystem } from '../../../../world/tables/accredited-system.js'
import { organisations } from '../../../../world/tables/organisation.js'
import type { World } from '../../../../world/world.js'
import { changePatient, checkVersion, patientToChange } from '../../domain/update/change-patient.js'
import type { UpdateSource } from '../../domain/update/changes.js'
import { update } from '../declare.js'
import { updateFailure } from '../failures.js'
import { fail, read, updated } from '../outcomes.js'
import { listChanges } from '../read/changes.js'
import { relatedPersonChanges } from '../read/related-person.js'
import { singleChanges } from '../read/single-changes.js'
import { checkItems, readUpdateHead } from '../read/update-request.js'
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
  perform({ content: payload, sender }, world, { release, answer }) {
    const head = readUpdateHead(payload)
    if (!head.ok) return head
    const { nhsNumber, version: seen, correction } = head.value
    const broken = checkItems(payload) ?? check([{ payload, release }], GENERAL_DEATH_RULES)
    if (broken) return fail(broken)
    const held = patientToChange(world, nhsNumber)
    if (!held.ok) return fail(updateFailure(held.refusal))
    const current = checkVersion(held.value, seen)
    if (!current.ok) return fail(updateFailure(current.refusal))
    const relatedPeople = relatedPersonChanges(payload)
    const changed = changePatient(world, {
      nhsNumber,
      version: seen,
      source: sourceOf(world, sender),
      correction,
      changes: {
        ...listChanges(payload),
        ...singleChanges(payload, held.value),
        ...(relatedPeople.length > 0 && { relatedPeople }),
      },
    })
    if (!changed.ok) return fail(updateFailure(changed.refusal))
    return read(updated(answer, successfulUpdate(changed.value)))
  },
})
