import type { Referral } from '../../../world/tables/referral.js'
import { checkLock } from '../domain/lock.js'
import { type Result, refuse } from '../domain/outcome.js'
import { checkVersion } from '../domain/referral/change-referral.js'
import { findReferral, referralInReach } from '../domain/referral/relationship.js'
import type { Call } from './operation.js'

const UBRN = /^\d{12}$/

/** The UBRN of the path; one that is not 12 digits is none (404). */
const ubrnOf = (call: Call): string => call.request.params.ubrn ?? ''

/** The referral in the path, for reading. */
export function referralToRead(call: Call): Result<Referral> {
  const ubrn = ubrnOf(call)
  return UBRN.test(ubrn)
    ? findReferral(call.world, call.findPatient, call.caller, ubrn, 'READ')
    : refuse('NOT_FOUND', `'${ubrn.slice(0, 40)}' is not a UBRN: it has 12 digits.`)
}

/** The referral in the path, for reading, where the patient's record does not matter (A019). */
export function referralOfAnyPatient({ world, caller, request }: Call): Result<Referral> {
  return referralInReach(world, caller, request.params.ubrn ?? '', 'READ')
}

/**
 * The referral in the path, for a change by `If-Match`: absent or malformed PRECONDITION_MISSING,
 * another version VERSION_CONFLICT, held by
 * somebody LOCKED (ers-fhir 8.7).
 */
export function referralToChange(call: Call): Result<Referral> {
  const ubrn = ubrnOf(call)
  if (!UBRN.test(ubrn))
    return refuse('NOT_FOUND', `'${ubrn.slice(0, 40)}' is not a UBRN: it has 12 digits.`)
  const referral = findReferral(call.world, call.findPatient, call.caller, ubrn, 'CHANGE')
  if (!referral.ok) return referral
  if (call.ifMatch === undefined)
    return refuse(
      'PRECONDITION_MISSING',
      `If-Match must name the version last seen, in the form W/"4"; it was '${call.request.header('if-match') ?? 'absent'}'.`,
    )
  const version = checkVersion(referral.value.version, call.ifMatch, `Request '${ubrn}'`)
  if (!version.ok) return version
  const lock = checkLock(call.world, ubrn)
  return lock.ok ? referral : lock
}
