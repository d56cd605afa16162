import type { Patient, PatientBirth, PatientDeath } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { publishBirth } from '../update/publish.js'
import { checkNewPatient, createPatient, type NewPatient } from './create-patient.js'
import {
  type Demographics,
  possiblySamePerson,
  refuseMatches,
  sameGivenNames,
  samePerson,
} from './find-matches.js'

/** A birth as it is notified (pds 7.2). */
export interface Birth {
  readonly baby: NewPatient
  readonly demographics: Demographics
  readonly details: PatientBirth
  readonly deathDate?: string
  readonly deathStatus?: '1' | '2'
  /** Make the record although somebody else may be the same baby. */
  readonly ignorePotentialMatches: boolean
}

/** A death is told whole, and a stillbirth is one (pds 7.2). */
function deathOf(
  world: World,
  { details, deathDate, deathStatus }: Birth,
): Result<PatientDeath | undefined> {
  const whole = (deathDate === undefined) === (deathStatus === undefined)
  if (!whole || (details.stillbirth !== '1' && deathDate === undefined))
    return refuse(
      'INSERT_BIRTH_DEATH_STATUS_INCONSISTENT',
      'Insert Birth - Death Status Inconsistent',
    )
  if (deathDate === undefined || deathStatus === undefined) return ok(undefined)
  const recorded = `${world.clock.iso().slice(0, 19)}+00:00`
  return ok({ date: deathDate, status: deathStatus, recorded })
}

/** Who is the same baby: for certain, or, unless that is to be ignored, possibly. */
function matchesOf(world: World, { demographics, ignorePotentialMatches }: Birth): Patient[] {
  const same = sameGivenNames(samePerson(world.store, demographics), demographics)
  return same.length > 0 || ignorePotentialMatches
    ? same
    : possiblySamePerson(world.store, demographics)
}

/**
 * Makes the record of a baby (pds 7.2). Refuses with the code of a wrong value or INVALID_CREATE,
 * INSERT_BIRTH_DEATH_STATUS_INCONSISTENT, SINGLE_MATCH or MULTIPLE_MATCHES.
 */
export function registerBirth(world: World, birth: Birth): Result<Patient> {
  const death = deathOf(world, birth)
  if (!death.ok) return death
  const checked = checkNewPatient(world, birth.baby)
  if (!checked.ok) return checked
  const unknown = refuseMatches(matchesOf(world, birth))
  if (!unknown.ok) return unknown
  const told = { ...birth.baby, birth: birth.details }
  const baby = death.value ? { ...told, death: death.value } : told
  const made = createPatient(world, baby, 'birth')
  if (made.ok) publishBirth(world, made.value)
  return made
}
