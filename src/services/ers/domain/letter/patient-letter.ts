import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { hasAccessCode } from './access-code.js'

/** Why there is nothing to write to the patient; undefined where there is. */
const ended = ({ state, supersededBy }: Referral): string | undefined => {
  if (state === 'CANCELLED_REFERRAL') return `the request is in state ${state}`
  return supersededBy === undefined
    ? undefined
    : `the onward referral '${supersededBy}' superseded it`
}

/** Lets a letter to the patient be written (A019, ers-fhir 7.19), unless the request is over. */
export function permitPatientLetter(world: World, referral: Referral): Result<Referral> {
  const { ubrn, nhsNumber } = referral
  const over = ended(referral)
  if (over !== undefined)
    return refuse('INVALID_REQUEST_STATE', `Request '${ubrn}' does not allow this: ${over}.`)
  return hasAccessCode(world, nhsNumber)
    ? ok(referral)
    : refuse('NO_ACCESS_CODE', `The patient of request '${ubrn}' has no access code.`)
}
