import type { Referral } from '../../../world/tables/referral.js'
import { checkLock } from '../domain/lock.js'
import type { Result } from '../domain/outcome.js'
import { checkVersion } from '../domain/referral/change-referral.js'
import { findReferral, referralInReach } from '../domain/referral/relationship.js'
import { versionSeen } from './if-match.js'
import type { Call } from './operation.js'
import { ubrnOf } from './ubrn-of.js'

/** The referral in the path, for reading. */
export function referralToRead(call: Call): Result<Referral> {
  const ubrn = ubrnOf(call)
  return ubrn.ok
    ? findReferral(call.world, call.findPatient, call.caller, ubrn.value, 'READ')
    : ubrn
}

/** The referral in the path, for reading, where the patient's record does not matter (A019). */
export function referralOfAnyPatient({ world, caller, request }: Call): Result<Referral> {
  return referralInReach(world, caller, request.params.ubrn ?? '', 'READ')
}

/**
 * The referral in the path, for a change by `If-Match`: absent or malformed PRECONDITION_MISSING,
 * another version VERSION_CONFLICT, held by somebody LOCKED (ers-fhir 8.7).
 */
export function referralToChange(call: Call): Result<Referral> {
  const path = ubrnOf(call)
  if (!path.ok) return path
  const ubrn = path.value
  const referral = findReferral(call.world, call.findPatient, call.caller, ubrn, 'CHANGE')
  if (!referral.ok) return referral
  const seen = versionSeen(call)
  if (!seen.ok) return seen
  const version = checkVersion(referral.value.version, seen.value, `Request '${ubrn}'`)
  if (!version.ok) return version
  const lock = checkLock(call.world, ubrn)
  return lock.ok ? referral : lock
}
