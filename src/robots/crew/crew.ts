import { control } from '../control.js'
import type { Line } from '../line.js'
import { Professional, type Standing } from '../professional.js'

/** A patient who can log in to apps. */
export interface AppUser {
  readonly user: string
  readonly nhsNumber: string
}

/** A referral that robots made: who looks after it, and what it is about. */
export interface Made {
  readonly ubrn: string
  readonly nhsNumber: string
  readonly by: Standing
  readonly priority: string
}

/** Everybody who may act in a world. */
export interface Crew {
  readonly line: Line
  readonly referrers: readonly Standing[]
  readonly clinicians: readonly Standing[]
  readonly patients: readonly AppUser[]
}

interface UserView {
  readonly username: string
  readonly provider: string
  readonly userId?: string
  readonly nhsNumber?: string
  readonly vectorOfTrust?: string
  readonly authenticationAssurance?: number
  readonly identityAssurance?: number
  readonly organisations: readonly {
    readonly odsCode: string
    readonly businessFunctions: readonly string[]
  }[]
}

interface Person {
  readonly userId: string
  readonly active?: boolean
}

/** Staff need both assurance levels for e-RS. */
const mayWork = ({ authenticationAssurance, identityAssurance }: UserView): boolean =>
  authenticationAssurance === 3 && identityAssurance === 3

/** What an app for patients asks of a login: proofing, and two factors. */
const FULL_TRUST = 'P9.Cp.Cd'

const standings = (users: readonly UserView[], businessFunction: string): Standing[] =>
  users
    .filter(mayWork)
    .flatMap(({ username, organisations }) =>
      organisations
        .filter(({ businessFunctions }) => businessFunctions.includes(businessFunction))
        .map(({ odsCode }) => ({ user: username, organisation: odsCode, businessFunction })),
    )

/** The crew of a world: its test users, each in the roles that they have. */
export async function gatherCrew(line: Line): Promise<Crew> {
  const users = await control<readonly UserView[]>(line, 'GET', '/users')
  const people = await control<readonly Person[]>(line, 'GET', '/practitioners')
  const gone = new Set(people.filter(({ active }) => active === false).map(({ userId }) => userId))
  const staff = users.filter(({ userId }) => userId !== undefined && !gone.has(userId))
  return {
    line,
    referrers: standings(staff, 'REFERRING_CLINICIAN'),
    clinicians: standings(staff, 'SERVICE_PROVIDER_CLINICIAN'),
    patients: users.flatMap(({ username, nhsNumber, vectorOfTrust }) =>
      nhsNumber !== undefined && vectorOfTrust === FULL_TRUST
        ? [{ user: username, nhsNumber }]
        : [],
    ),
  }
}

/** Somebody of the crew, with a login of their own. */
export const asProfessional = ({ line }: Crew, standing: Standing): Professional =>
  new Professional(line, standing)
