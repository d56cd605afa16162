import type { Patient } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'

/** What can happen to a record. One update may be several of these; CHANGED is always among them. */
export type PatientEvent =
  | 'CREATED'
  | 'BORN'
  | 'CHANGED'
  | 'DIED'
  | 'RESTRICTED'
  | 'UNRESTRICTED'
  | 'MERGED'
  | 'INVALIDATED'

const HAPPENED: readonly {
  readonly event: PatientEvent
  readonly did: (before: Patient, after: Patient) => boolean
}[] = [
  { event: 'CHANGED', did: () => true },
  { event: 'DIED', did: (before, after) => !before.death && after.death !== undefined },
  {
    event: 'RESTRICTED',
    did: (before, after) => before.sensitivity === 'U' && after.sensitivity !== 'U',
  },
  {
    event: 'UNRESTRICTED',
    did: (before, after) => before.sensitivity !== 'U' && after.sensitivity === 'U',
  },
  {
    event: 'MERGED',
    did: (before, after) => before.supersededBy !== after.supersededBy,
  },
  { event: 'INVALIDATED', did: (before, after) => !before.invalid && after.invalid === true },
]

function publish(world: World, action: PatientEvent, patient: Patient): void {
  const { nhsNumber, version, supersededBy } = patient
  world.events.publish({
    kind: 'patient',
    action,
    subject: nhsNumber,
    detail: { version, ...(supersededBy === undefined ? {} : { supersededBy }) },
  })
}

/** Publishes what the next version of a record tells has happened. */
export function publishPatient(world: World, before: Patient, after: Patient): void {
  for (const { event, did } of HAPPENED) if (did(before, after)) publish(world, event, after)
}

/** Publishes that the record of a baby was made: those who care for children are to be told. */
export const publishBirth = (world: World, patient: Patient): void =>
  publish(world, 'BORN', patient)

/** Publishes that a record was made. */
export const publishNewPatient = (world: World, patient: Patient): void =>
  publish(world, 'CREATED', patient)
