import { given } from '../../../../world/given.js'
import {
  addPatient,
  type BirthPlace,
  type Communication,
  type ContactPreference,
  type Gender,
  type Item,
  type MessageOnly,
  type Patient,
  type PatientAddress,
  type PatientBirth,
  type PatientDeath,
  type PatientName,
  type PatientTelecom,
  type Registration,
} from '../../../../world/tables/patient.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result } from '../outcome.js'
import { changeList } from '../update/change-list.js'
import type { Content } from '../update/changes.js'
import { type RuleContext, ruleContext } from '../update/context.js'
import { createRefusal, type Fault } from '../update/fault.js'
import { publishNewPatient } from '../update/publish.js'
import { addressRules } from '../update/rules/addresses.js'
import type { ListRules } from '../update/rules/list-rules.js'
import { nameRules } from '../update/rules/names.js'
import { practiceRules } from '../update/rules/practices.js'
import type { SingleRules } from '../update/rules/single-rule.js'
import { SINGLE_RULES } from '../update/rules/single-rules.js'
import { telecomRules } from '../update/rules/telecom.js'
import { allocateNumber, type Occasion } from './allocate-number.js'

/** A record to be: what is known of somebody who has no NHS number. */
export interface NewPatient {
  readonly names: readonly Content<PatientName>[]
  readonly gender: Gender
  readonly birthDate: string
  readonly addresses: readonly Content<PatientAddress>[]
  readonly telecom?: readonly Content<PatientTelecom>[]
  readonly practices?: readonly Content<Registration>[]
  readonly multipleBirth?: number
  readonly communication?: Communication
  readonly contactPreference?: ContactPreference
  readonly birthPlace?: BirthPlace
  readonly ethnicCategory?: string
  readonly death?: PatientDeath
  readonly birth?: PatientBirth
  readonly nominatedPharmacy?: string
  readonly dispensingDoctor?: string
  readonly applianceSupplier?: string
  readonly messageOnly?: MessageOnly
}

const LISTS = {
  names: nameRules,
  addresses: addressRules,
  telecom: telecomRules,
  practices: practiceRules,
} as const

/** Singles that are checked as in an update. */
const CHECKED = [
  'gender',
  'birthDate',
  'multipleBirth',
  'communication',
  'contactPreference',
  'birthPlace',
  'nominatedPharmacy',
  'dispensingDoctor',
  'applianceSupplier',
  'sharedSecret',
  'registration',
  'paperRecord',
] as const

function checkSingles(wanted: NewPatient, context: RuleContext): Fault | undefined {
  const values: Partial<Record<(typeof CHECKED)[number], unknown>> = {
    ...wanted,
    ...wanted.messageOnly,
  }
  for (const name of CHECKED) {
    const value = values[name]
    const { field, check } = SINGLE_RULES[name] as SingleRules<unknown>
    const fault = value === undefined ? undefined : check(value, field, context)
    if (fault) return fault
  }
  return undefined
}

type Lists = Pick<Patient, keyof typeof LISTS>

function buildLists(world: World, wanted: NewPatient, context: RuleContext): Lists | Fault {
  const built: Record<string, readonly Item[]> = {}
  for (const [name, rules] of Object.entries(LISTS)) {
    const contents = wanted[name as keyof Lists] ?? []
    const changes = contents.map((item, at) => ({
      mode: 'add' as const,
      item,
      at: `${rules.field}/${at}`,
    }))
    const work = { context, correction: false, ids: world.ids, now: world.clock.iso() }
    const changed = changeList(rules as unknown as ListRules<Item>, [], changes, work)
    if (!changed.ok) return changed.fault
    built[name] = changed.items
  }
  return built as unknown as Lists
}

const isFault = (value: Lists | Fault): value is Fault => 'kind' in value

function checked(world: World, wanted: NewPatient): Result<Lists> {
  const context = ruleContext(world, 'national')
  const lists = checkSingles(wanted, context) ?? buildLists(world, wanted, context)
  return isFault(lists) ? { ok: false, refusal: createRefusal(lists) } : ok(lists)
}

/**
 * Checks the data of a record to be without making it (pds 7.1). Refuses with INVALID_CREATE or the
 * code of a wrong value.
 */
export const checkNewPatient = (world: World, wanted: NewPatient): Result<undefined> => {
  const lists = checked(world, wanted)
  return lists.ok ? ok(undefined) : lists
}

const pharmaciesOf = (wanted: NewPatient): Patient['pharmacies'] => {
  const { nominatedPharmacy: nominated, dispensingDoctor, applianceSupplier } = wanted
  const pharmacies = given({ nominated, dispensingDoctor, applianceSupplier })
  return Object.keys(pharmacies).length > 0 ? pharmacies : undefined
}

/**
 * Makes a record under a new NHS number, at version 1 (pds 7.1, 12.12). It does not look for records
 * of the same person: that is for the interface to ask first (`samePerson`). Refuses wrong data with
 * INVALID_CREATE or the code of a wrong value. Runs in the transaction of its caller.
 */
export function createPatient(
  world: World,
  wanted: NewPatient,
  occasion: Occasion = 'registration',
): Result<Patient> {
  const lists = checked(world, wanted)
  if (!lists.ok) return lists
  const { gender, birthDate, multipleBirth, death, birth, ethnicCategory } = wanted
  const { communication, contactPreference, birthPlace } = wanted
  const patient = given({
    nhsNumber: allocateNumber(world, occasion),
    version: 1,
    sensitivity: 'U',
    ...lists.value,
    contacts: [],
    gender,
    birthDate,
    multipleBirth,
    death,
    birth,
    communication,
    contactPreference,
    birthPlace,
    ethnicCategory,
    pharmacies: pharmaciesOf(wanted),
    messageOnly: wanted.messageOnly,
  }) as Patient
  addPatient(world.store, patient)
  publishNewPatient(world, patient)
  return ok(patient)
}
