import { organisations } from '../../../world/tables/organisation.js'
import { findActivePractitioner, practitioners } from '../../../world/tables/practitioner.js'
import type { World } from '../../../world/world.js'
import { type BusinessFunction, functionsAt } from '../domain/business-function.js'
import type { Caller, Side } from '../domain/caller.js'
import { ok, type Result, refuse } from '../domain/outcome.js'
import type { Access, ApplicationAccess, UserAccess } from './door.js'
import type { ErsOperation } from './operation.js'

const ADMIN: BusinessFunction = 'SERVICE_PROVIDER_CLINICIAN_ADMIN'

const SIDES: Readonly<Record<string, Side>> = {
  PROVIDER_AUTHORISED_APPLICATION: 'PROVIDER',
  REFERRER_AUTHORISED_APPLICATION: 'REFERRER',
}

/** Clinicians for whom an admin may act at an organisation: what A040 lists (ers-fhir 7.40). */
export const onBehalfOfUsers = (world: World, adminId: string, odsCode: string): string[] =>
  (practitioners.find(world.store, adminId)?.onBehalfOf ?? [])
    .filter((entry) => entry.odsCode === odsCode)
    .map((entry) => entry.userId)
    .filter((userId) => {
      const person = findActivePractitioner(world.store, userId)
      return !!person && functionsAt(person, odsCode).includes('SERVICE_PROVIDER_CLINICIAN')
    })

function checkOnBehalfOf(
  world: World,
  access: UserAccess,
  organisation: string,
  operation: ErsOperation,
): Result<undefined> {
  const { businessFunction, onBehalfOf, userId } = access
  if (businessFunction !== ADMIN)
    return onBehalfOf === undefined
      ? ok(undefined)
      : refuse(
          'FORBIDDEN',
          `On Behalf Of User ID (${onBehalfOf}) is not permitted for Business Function (${businessFunction}).`,
        )
  if (!operation.onBehalfOf)
    return onBehalfOf === undefined
      ? ok(undefined)
      : refuse(
          'FORBIDDEN',
          `On Behalf Of User ID (${onBehalfOf}) is not permitted for this operation.`,
        )
  if (onBehalfOf === undefined)
    return refuse('FORBIDDEN', `On Behalf Of User ID is required for Business Function (${ADMIN}).`)
  return onBehalfOfUsers(world, userId, organisation).includes(onBehalfOf)
    ? ok(undefined)
    : refuse(
        'FORBIDDEN',
        `On Behalf Of User ID (${onBehalfOf}) is not a user on whose behalf user (${userId}) may act.`,
      )
}

/** The checks e-RS makes of a person after the gateway (ers-fhir 3.3, rows 2 to 4). */
function permitUser(world: World, access: UserAccess, operation: ErsOperation): Result<Caller> {
  const { userId, organisation, businessFunction } = access
  const person = findActivePractitioner(world.store, userId)
  if (!person) return refuse('FORBIDDEN', `User (${userId}) is not an active user.`)
  if (!organisation || !organisations.find(world.store, organisation))
    return refuse('FORBIDDEN', `Organisation (${organisation ?? ''}) is not a known organisation.`)
  const functions = functionsAt(person, organisation)
  if (functions.length === 0)
    return refuse('FORBIDDEN', `User (${userId}) has no roles at Organisation (${organisation}).`)
  if (!functions.includes(businessFunction as BusinessFunction))
    return refuse(
      'FORBIDDEN',
      `User (${userId}) does not have Business Function (${businessFunction ?? ''}) at Organisation (${organisation}).`,
    )
  if (
    operation.functions !== 'ANY_USER' &&
    !operation.functions.includes(businessFunction as BusinessFunction)
  )
    return refuse(
      'FORBIDDEN',
      `Business Function (${businessFunction}) is not permitted for this operation.`,
    )
  const acting = checkOnBehalfOf(world, access, organisation, operation)
  if (!acting.ok) return acting
  return ok({
    mode: 'user',
    userId,
    organisation,
    businessFunction: businessFunction as BusinessFunction,
    ...(access.onBehalfOf === undefined ? {} : { onBehalfOf: access.onBehalfOf }),
  })
}

/** What an application may call on its own account (ers-fhir 3.1). */
function permitApplication(access: ApplicationAccess, operation: ErsOperation): Result<Caller> {
  const side = SIDES[access.businessFunction]
  if (!side || !operation.application?.includes(side))
    return refuse(
      'FORBIDDEN',
      `Business Function (${access.businessFunction}) is not permitted for this operation.`,
    )
  return ok({ mode: 'application', userId: access.userId, organisation: access.organisation, side })
}

/** Settles who acts, or refuses with 403. Everything comes from the world's directory, at each call. */
export const permitCaller = (
  world: World,
  access: Access,
  operation: ErsOperation,
): Result<Caller> =>
  access.mode === 'user'
    ? permitUser(world, access, operation)
    : permitApplication(access, operation)
