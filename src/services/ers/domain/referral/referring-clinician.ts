import { practitioners } from '../../../../world/tables/practitioner.js'
import type { World } from '../../../../world/world.js'
import { functionsAt, hasFunction, organisationsOf } from '../business-function.js'
import type { UserCaller } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'

const NAME = "'referringClinician'"

/**
 * The clinician responsible for a new request: the caller, or the one an admin names (ers-fhir 7.10).
 * An admin must name one (VALUE_IS_REQUIRED), a clinician must not (FIELD_NOT_PERMITTED).
 */
export function responsibleForRequest(
  world: World,
  caller: UserCaller,
  named: string | undefined,
): Result<string> {
  const isAdmin = caller.businessFunction === 'REFERRING_CLINICIAN_ADMIN'
  if (!isAdmin)
    return named === undefined
      ? ok(caller.userId)
      : refuse(
          'FIELD_NOT_PERMITTED',
          `${NAME} is not permitted for Business Function (${caller.businessFunction}).`,
        )
  if (named === undefined)
    return refuse(
      'VALUE_IS_REQUIRED',
      `${NAME} is required for Business Function (${caller.businessFunction}).`,
    )
  return activeReferrer(world, caller.organisation, named)
}

function activeReferrer(world: World, organisation: string, userId: string): Result<string> {
  const person = practitioners.find(world.store, userId)
  if (!person) return refuse('REFERENCE_NOT_FOUND', `${NAME} (${userId}) does not exist.`)
  if (!person.active)
    return refuse('REFERENCED_USER_IS_NOT_ACTIVE', `${NAME} (${userId}) is not active.`)
  if (!organisationsOf(person).includes(organisation))
    return refuse(
      'REFERENCED_USER_NOT_IN_ORG',
      `${NAME} (${userId}) is not in organisation '${organisation}'.`,
    )
  if (!hasFunction(person, 'REFERRING_CLINICIAN'))
    return refuse('REFERENCED_USER_IS_NOT_RC', `${NAME} (${userId}) is not a referring clinician.`)
  return functionsAt(person, organisation).includes('REFERRING_CLINICIAN')
    ? ok(userId)
    : refuse(
        'REFERENCED_USER_IS_NOT_RC_AT_ORG',
        `${NAME} (${userId}) is not a referring clinician at organisation '${organisation}'.`,
      )
}
