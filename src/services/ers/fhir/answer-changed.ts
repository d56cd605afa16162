import type { Referral } from '../../../world/tables/referral.js'
import type { Result } from '../domain/outcome.js'
import { type Call, type Outcome, success } from './operation.js'
import { referralToChange } from './referral-access.js'
import { referralBytes } from './represent/referral-bytes.js'

/**
 * Changes the referral in the path, if its version is the one of `If-Match`, and answers with it as it
 * is then. Refuses what `referralToChange` does, and what the change itself does.
 */
export function answerChanged(
  call: Call,
  change: (referral: Referral) => Result<Referral>,
): Outcome {
  const referral = referralToChange(call)
  if (!referral.ok) return referral
  const changed = change(referral.value)
  if (!changed.ok) return changed
  const { version } = changed.value
  return success(referralBytes(call.world, call.base, changed.value), { version })
}
