import { adviceRequests } from '../../../../world/tables/advice-request.js'
import { type Attachment, findAttachment } from '../../../../world/tables/attachment.js'
import { referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { hasAdviceRelationship } from '../advice/find-advice.js'
import type { Caller } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'
import { hasRelationship } from '../referral/relationship.js'

/** Why a file is not given out (ers-fhir 7.42); the first sentence is published. */
const UNAVAILABLE = {
  PENDING:
    'The file is being scanned and cannot be retrieved. Wait at least 5 minutes before checking its availability again.',
  THREATS_FOUND:
    'A threat was found in the file and it cannot be retrieved. Contact the organisation that uploaded it.',
  VALIDATION_FAILED:
    'The file is not valid and cannot be retrieved. Contact the organisation that uploaded it.',
} as const

/**
 * True if the caller has a legitimate relationship with the request that a file belongs to: with the
 * referral, or with the conversation it was made of.
 */
function maySee(world: World, caller: Caller, ubrn: string): boolean {
  const referral = referrals.find(world.store, ubrn)
  if (referral && hasRelationship(world, caller, referral, 'READ')) return true
  const advice = adviceRequests.find(world.store, ubrn)
  return !!advice && hasAdviceRelationship(world, caller, advice)
}

/**
 * A file to be given out (A006, A042). Refuses one that is unknown or attached to nothing
 * (NOT_FOUND), a caller without relationship (NO_RELATIONSHIP), and a file that is still being
 * scanned or did not pass (its availability).
 */
export function findFile(world: World, caller: Caller, id: string): Result<Attachment> {
  const file = findAttachment(world.store, id)
  if (!file || file.linkedTo === null)
    return refuse('NOT_FOUND', `There is no attached file with id '${id}'.`)
  if (!maySee(world, caller, file.linkedTo))
    return refuse(
      'NO_RELATIONSHIP',
      `No legitimate relationship between the user and file '${id}'.`,
    )
  return file.status === 'AVAILABLE' ? ok(file) : refuse(file.status, UNAVAILABLE[file.status])
}
