import { isNhsNumber } from '../../../../world/nhs-number.js'
import type { Item, Patient } from '../../../../world/tables/patient.js'
import { findPatient, savePatient } from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { applySingles } from './apply-singles.js'
import { changeList, type ListChange } from './change-list.js'
import type {
  ItemChange,
  ListName,
  PatientChanges,
  PatientUpdate,
  Setting,
  SingleName,
} from './changes.js'
import { type RuleContext, ruleContext } from './context.js'
import { type Fault, forbidden, updateRefusal } from './fault.js'
import { publishPatient } from './publish.js'
import { addressRules } from './rules/addresses.js'
import { checkDeathWhole } from './rules/death.js'
import type { ListRules } from './rules/list-rules.js'
import { nameRules } from './rules/names.js'
import { practiceRules } from './rules/practices.js'
import { relatedPersonRules } from './rules/related-people.js'
import type { SingleRules } from './rules/single-rule.js'
import { SINGLE_RULES } from './rules/single-rules.js'
import { contactRules, telecomRules } from './rules/telecom.js'

const LIST_RULES = {
  names: nameRules,
  addresses: addressRules,
  telecom: telecomRules,
  contacts: contactRules,
  practices: practiceRules,
  relatedPeople: relatedPersonRules,
} as const

const LISTS = Object.keys(LIST_RULES) as ListName[]
const SINGLES = Object.keys(SINGLE_RULES) as SingleName[]

const refuseFault = (fault: Fault): Result<never> => ({ ok: false, refusal: updateRefusal(fault) })

/**
 * The record that an update is for (pds 5, 6). Refuses with INVALID_RESOURCE_ID, RESOURCE_NOT_FOUND,
 * INVALIDATED_RESOURCE, or with FORBIDDEN_UPDATE for a merged number.
 */
export function patientToChange(world: World, nhsNumber: string): Result<Patient> {
  if (!isNhsNumber(nhsNumber)) return refuse('INVALID_RESOURCE_ID')
  const patient = findPatient(world.store, nhsNumber)
  if (!patient) return refuse('RESOURCE_NOT_FOUND')
  if (patient.supersededBy !== undefined)
    return refuseFault(
      forbidden('SUPERSEDED', 'Update Failed - NHS No. supplied has been superseded in a merge'),
    )
  return patient.invalid ? refuse('INVALIDATED_RESOURCE') : ok(patient)
}

/** Refuses a sender who saw another version than the current one (pds 6.7). */
export const checkVersion = (patient: Patient, seen: number | undefined): Result<undefined> =>
  seen === undefined || seen === patient.version
    ? ok(undefined)
    : { ok: false, refusal: { code: 'RESOURCE_VERSION_MISMATCH', rule: 'VERSION' } }

/** Sensitive records are a matter of national bodies (pds 6.5). */
const checkSensitivity = ({ sensitivity }: Patient, { source }: RuleContext): Fault | undefined =>
  sensitivity === 'U' || source === 'national'
    ? undefined
    : forbidden('SENSITIVE', 'source not permitted to update a sensitive record')

function checkSingles(changes: PatientChanges, context: RuleContext): Fault | undefined {
  for (const name of SINGLES) {
    const setting = changes[name] as Setting<never> | undefined
    if (!setting) continue
    const rules = SINGLE_RULES[name] as SingleRules<unknown>
    const fault =
      'remove' in setting
        ? rules.checkRemoval?.(context)
        : rules.check(setting.value, changes.fields?.[name] ?? rules.field, context)
    if (fault) return fault
  }
  return checkDeathWhole(context, {
    date: changes.deathDate !== undefined,
    status: changes.deathStatus !== undefined,
  })
}

function changeLists(patient: Patient, changes: PatientChanges, work: ListChange): Result<Patient> {
  let next = patient
  for (const name of LISTS) {
    const wanted = changes[name] as readonly ItemChange<Item>[] | undefined
    if (!wanted || wanted.length === 0) continue
    const rules = LIST_RULES[name] as unknown as ListRules<Item>
    const changed = changeList(rules, next[name] ?? [], wanted, work)
    if (!changed.ok) return refuseFault(changed.fault)
    next = { ...next, [name]: changed.items }
  }
  return ok(next)
}

/** The record without members that were taken away. */
const withoutAbsent = (patient: Patient): Patient =>
  Object.fromEntries(Object.entries(patient).filter(([, value]) => value !== undefined)) as never

/** Dates of a birth and a death that are set together are compared as they will be. */
const withNewDates = (context: RuleContext, patient: Patient, changes: PatientChanges) => {
  const { birthDate: setting } = changes
  return setting && 'value' in setting
    ? { ...context, patient: { ...patient, birthDate: setting.value } }
    : context
}

/**
 * Makes one update of a record, whole or not at all, and publishes what happened: the one way in
 * which either interface changes a record (pds 6, 12.13). Answers the next version, raised by one.
 * Refuses with INVALID_RESOURCE_ID, RESOURCE_NOT_FOUND, INVALIDATED_RESOURCE,
 * RESOURCE_VERSION_MISMATCH, FORBIDDEN_UPDATE, INVALID_UPDATE or a code of a wrong value; `rule`
 * of the refusal names what was broken. Runs in the transaction of its caller.
 */
export function changePatient(world: World, update: PatientUpdate): Result<Patient> {
  const found = patientToChange(world, update.nhsNumber)
  if (!found.ok) return found
  const patient = found.value
  const current = checkVersion(patient, update.version)
  if (!current.ok) return current
  const { changes, source, correction = false } = update
  const context = ruleContext(world, source, patient)
  const fault =
    checkSensitivity(patient, context) ??
    checkSingles(changes, withNewDates(context, patient, changes))
  if (fault) return refuseFault(fault)
  const now = world.clock.iso()
  const lists = changeLists(patient, changes, { context, correction, ids: world.ids, now })
  if (!lists.ok) return lists
  const recorded = `${now.slice(0, 19)}+00:00`
  const changed = applySingles(lists.value, changes, { recorded, correction })
  const next = withoutAbsent({ ...changed, version: patient.version + 1 })
  savePatient(world.store, next)
  publishPatient(world, patient, next)
  return ok(next)
}
