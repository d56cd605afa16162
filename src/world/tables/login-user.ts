import { documentTable } from './document-table.js'

/** A test user whom the mock login page lets in by user name alone (auth 4). */
export type LoginUser = HealthcareWorkerLogin | PatientLogin

export interface HealthcareWorkerLogin {
  readonly username: string
  readonly provider: 'nhs-cis2'
  /** SDS user id; the person's roles come from the directory. */
  readonly userId: string
  /** Authentication assurance level reached by this login. */
  readonly aal: 1 | 2 | 3
  /** Authentication method, `N3_SMARTCARD` or `TOTP`. */
  readonly amr: string
  /** Role profile already chosen at login (`selected_roleid`); an empty text is a published oddity. */
  readonly selectedRole?: string
  /** The published user whose role list is broken. */
  readonly malformedRoles?: boolean
}

export interface PatientLogin {
  readonly username: string
  readonly provider: 'nhs-login'
  readonly nhsNumber: string
  /** Identity proofing level. */
  readonly proofing: 'P0' | 'P5' | 'P9'
  /** Vector of trust, `P9.Cp.Cd`. */
  readonly vectorOfTrust: string
  /** NHS number of the person who logs in for the patient, where it is somebody else (auth 6.8). */
  readonly actedBy?: string
}

/** The level a login reaches, as the names of scopes write it: `aal3`, `P9`. */
export const levelOf = (user: LoginUser): string =>
  user.provider === 'nhs-cis2' ? `aal${user.aal}` : user.proofing

/** Whom a login stands for: the SDS user id, or the NHS number of a patient. */
export const subjectOf = (user: LoginUser): string =>
  user.provider === 'nhs-cis2' ? user.userId : user.nhsNumber

export const loginUsers = documentTable<LoginUser>({
  name: 'login_user',
  key: (user) => user.username,
})
