import type { XmlElement } from '../../../hl7v3/xml/element.js'
import type { Patient } from '../../../world/tables/patient.js'
import type { World } from '../../../world/world.js'
import { changePatient, checkVersion, patientToChange } from '../domain/update/change-patient.js'
import type { PatientChanges, UpdateSource } from '../domain/update/changes.js'
import { updateFailure } from './failures.js'
import { type Failure, fail, type Read, read } from './outcomes.js'
import { listChanges } from './read/changes.js'
import { relatedPersonChanges } from './read/related-person.js'
import { singleChanges } from './read/single-changes.js'
import { checkItems, readUpdateHead } from './read/update-request.js'

/** What the kinds of updates do in their own way. */
export interface Manner {
  readonly source: UpdateSource
  /** The first broken rule of the kind, after those of the items. */
  readonly check: (payload: XmlElement) => Failure | undefined
  /** What the kind changes beside the items. */
  readonly more?: (payload: XmlElement, held: Patient) => PatientChanges
}

/**
 * Makes the update that a message asks for, whole or not at all: the rules of its parts first, then
 * number and version, then what the record itself allows (pds 12.13, 13.4).
 */
export function changeRecord(world: World, payload: XmlElement, manner: Manner): Read<Patient> {
  const head = readUpdateHead(payload)
  if (!head.ok) return head
  const { nhsNumber, version, correction } = head.value
  const broken = checkItems(payload) ?? manner.check(payload)
  if (broken) return fail(broken)
  const held = patientToChange(world, nhsNumber)
  if (!held.ok) return fail(updateFailure(held.refusal))
  const current = checkVersion(held.value, version)
  if (!current.ok) return fail(updateFailure(current.refusal))
  const relatedPeople = relatedPersonChanges(payload)
  const changed = changePatient(world, {
    nhsNumber,
    version,
    source: manner.source,
    correction,
    changes: {
      ...listChanges(payload),
      ...singleChanges(payload, held.value),
      ...(relatedPeople.length > 0 && { relatedPeople }),
      ...manner.more?.(payload, held.value),
    },
  })
  return changed.ok ? read(changed.value) : fail(updateFailure(changed.refusal))
}
