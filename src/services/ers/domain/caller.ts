import type { BusinessFunction } from './business-function.js'

/** Who acts, for whom and in which role: settled before any operation runs. */
export type Caller = UserCaller | ApplicationCaller

export interface UserCaller {
  readonly mode: 'user'
  /** The person at the keyboard. */
  readonly userId: string
  readonly organisation: string
  readonly businessFunction: BusinessFunction
  /** The provider clinician that an admin acts for. */
  readonly onBehalfOf?: string
}

export interface ApplicationCaller {
  readonly mode: 'application'
  readonly userId: string
  readonly organisation: string
  readonly side: Side
}

export type Side = 'REFERRER' | 'PROVIDER'

/** Which side of a referral the caller stands on. */
export function sideOf(caller: Caller): Side {
  if (caller.mode === 'application') return caller.side
  return caller.businessFunction.startsWith('SERVICE_PROVIDER') ? 'PROVIDER' : 'REFERRER'
}

/** The clinician whose relationships count: the one acted for, or the person. */
export const responsibleClinician = (caller: UserCaller): string =>
  caller.onBehalfOf ?? caller.userId

/** A referring admin does everything for the clinician responsible for the request (ers-fhir 6.5). */
export const actingFor = <Who extends Caller>(caller: Who, clinician: string): Who =>
  caller.mode === 'user' && caller.businessFunction === 'REFERRING_CLINICIAN_ADMIN'
    ? { ...caller, onBehalfOf: clinician }
    : caller
