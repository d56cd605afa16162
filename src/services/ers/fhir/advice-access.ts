import type { AdviceRequest } from '../../../world/tables/advice-request.js'
import { findAdvice } from '../domain/advice/find-advice.js'
import { checkLock } from '../domain/lock.js'
import type { Result } from '../domain/outcome.js'
import { checkVersion } from '../domain/referral/change-referral.js'
import { versionSeen } from './if-match.js'
import type { Call } from './operation.js'
import { ubrnOf } from './ubrn-of.js'

/** The advice request in the path, for reading. */
export function adviceToRead(call: Call): Result<AdviceRequest> {
  const ubrn = ubrnOf(call)
  return ubrn.ok ? findAdvice(call.world, call.findPatient, call.caller, ubrn.value, 'READ') : ubrn
}

/** An advice request for a change, which the caller saw at a version and which nobody holds. */
export function adviceAtVersion(
  { world, findPatient, caller }: Call,
  ubrn: string,
  seen: (current: number) => Result<number>,
): Result<AdviceRequest> {
  const advice = findAdvice(world, findPatient, caller, ubrn, 'CHANGE')
  if (!advice.ok) return advice
  const version = seen(advice.value.version)
  if (!version.ok) return version
  const same = checkVersion(advice.value.version, version.value, `Request '${ubrn}'`)
  if (!same.ok) return same
  const lock = checkLock(world, ubrn)
  return lock.ok ? advice : lock
}

/** The advice request in the path, for a change by `If-Match` (ers-fhir 8.7). */
export function adviceToChange(call: Call): Result<AdviceRequest> {
  const ubrn = ubrnOf(call)
  if (!ubrn.ok) return ubrn
  return adviceAtVersion(call, ubrn.value, () => versionSeen(call))
}
