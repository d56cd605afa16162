import {
  type Changes,
  notRegistered,
  type Registered,
  registered,
  withChanges,
} from '../../../world/registered.js'
import { checkRecord } from '../../../world/seed/check-record.js'
import { loginUserKind } from '../../../world/seed/kinds/login-users.js'
import {
  type HealthcareWorkerLogin,
  type LoginUser,
  loginUsers,
  type PatientLogin,
} from '../../../world/tables/login-user.js'
import type { World } from '../../../world/world.js'
import { addPractitioner, type PractitionerDraft } from './practitioners.js'

/** A login as it is asked for. A healthcare worker may come with the person they are. */
export type UserDraft =
  | (Changes<HealthcareWorkerLogin> & {
      readonly provider?: 'nhs-cis2' | undefined
      readonly person?: PractitionerDraft | undefined
    })
  | (Changes<PatientLogin> & { readonly provider: 'nhs-login' })

/** What may be changed of a login: whom it stands for may not. */
export type UserChanges = Changes<
  Omit<HealthcareWorkerLogin, 'provider' | 'username' | 'userId'> &
    Omit<PatientLogin, 'provider' | 'username' | 'nhsNumber'>
>

/** The method by which users of test estates reach a level (auth 4). */
const METHODS = { 1: 'TOTP', 2: 'TOTP', 3: 'N3_SMARTCARD' } as const

const methodOf = (aal: unknown): string | undefined => METHODS[aal as keyof typeof METHODS]

const unknown = (username: string) =>
  notRegistered('UNKNOWN', `there is no test user '${username.slice(0, 80)}' in this world`)

const check = (world: World, record: object) =>
  checkRecord<LoginUser>(world.store, loginUserKind, record)

/** The record that a draft of a healthcare worker stands for; the person is added if they come with it. */
function workerRecord(
  world: World,
  draft: Extract<UserDraft, { provider?: 'nhs-cis2' | undefined }>,
): Registered<Record<string, unknown>> {
  const { person, ...login } = draft
  const userId = login.userId ?? person?.userId ?? undefined
  if (!person && !userId)
    return notRegistered(
      'INVALID',
      'userId: name a practitioner of this world, or describe a new one in person',
    )
  const added = person && addPractitioner(world, { ...person, userId })
  if (added && !added.ok) return { ...added, message: `person: ${added.message}` }
  const id = added ? added.record.userId : userId
  const { aal } = login
  const usual = { username: id, provider: 'nhs-cis2', userId: id, aal: 3, amr: methodOf(aal ?? 3) }
  return registered(withChanges(usual, { ...login, userId: id }))
}

function patientRecord(draft: Extract<UserDraft, { provider: 'nhs-login' }>) {
  const { nhsNumber, proofing = 'P9' } = draft
  const usual = { username: nhsNumber, proofing, vectorOfTrust: `${proofing}.Cp.Cd` }
  return registered(withChanges(usual, draft))
}

/**
 * Adds a test user of the login pages (auth 4): a healthcare worker of CIS2, together with the person
 * if wished, or a patient of NHS login. Refuses a user name that is taken and a person nobody knows.
 */
export function addUser(world: World, draft: UserDraft): Registered<LoginUser> {
  const record = draft.provider === 'nhs-login' ? patientRecord(draft) : workerRecord(world, draft)
  if (!record.ok) return record
  const checked = check(world, record.record)
  if (!checked.ok) return checked
  const { username } = checked.record
  if (loginUsers.find(world.store, username))
    return notRegistered('EXISTS', `the user name '${username}' is taken`)
  loginUsers.save(world.store, checked.record)
  return checked
}

/** A level brings its usual method, and proofing its usual vector, unless another is named. */
function implied(
  known: LoginUser,
  { aal, amr, proofing, vectorOfTrust }: UserChanges,
): UserChanges {
  if (known.provider === 'nhs-cis2') return aal && amr === undefined ? { amr: methodOf(aal) } : {}
  return proofing && vectorOfTrust === undefined ? { vectorOfTrust: `${proofing}.Cp.Cd` } : {}
}

/** Changes how a test user logs in; tokens they have are looked at with the new level from now on. */
export function changeUser(
  world: World,
  username: string,
  changes: UserChanges,
): Registered<LoginUser> {
  const known = loginUsers.find(world.store, username)
  if (!known) return unknown(username)
  const checked = check(world, withChanges(known, { ...implied(known, changes), ...changes }))
  if (checked.ok) loginUsers.save(world.store, checked.record)
  return checked
}

/** Removes a test user; the person stays in the directory. Their tokens are unknown from then on. */
export function removeUser(world: World, username: string): Registered<LoginUser> {
  const known = loginUsers.find(world.store, username)
  if (!known) return unknown(username)
  loginUsers.remove(world.store, username)
  return registered(known)
}
