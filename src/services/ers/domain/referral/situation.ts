import { britishDate, britishInstant } from '../../../../world/calendar.js'
import { appointments } from '../../../../world/tables/appointment.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { ok, type Result, refuse } from '../outcome.js'
import { isOffered } from '../search/search-services.js'
import { letterFreeze } from './letter-freeze.js'
import {
  type Actor,
  REFERRAL_MACHINE,
  type ReferralAction,
  type Situation,
} from './referral-machine.js'

/** A referral with its appointment and service, at the present moment of the world. */
export function situationOf(world: World, referral: Referral): Situation {
  const now = world.clock.now()
  const today = britishDate(now)
  return {
    referral,
    appointment:
      referral.appointmentId === undefined
        ? undefined
        : appointments.find(world.store, String(referral.appointmentId)),
    service:
      referral.currentService === undefined
        ? undefined
        : healthcareServices.find(world.store, referral.currentService),
    shortlist: referral.shortlist
      .map((id) => healthcareServices.find(world.store, id))
      .filter((service) => service !== undefined)
      .filter((service) => isOffered(service, today)),
    now,
    today: britishInstant(today, 0),
    letterFreeze: letterFreeze(world),
  }
}

/** What stands in the way of an action, in words; nothing if it may be done. */
export function obstacle(
  action: ReferralAction,
  situation: Situation,
  actor: Actor,
): string | undefined {
  const transition = REFERRAL_MACHINE[action]
  const from = transition.by[actor]
  if (!from) return `it is not for the ${actor.toLowerCase()} to do`
  const { state } = situation.referral
  if (!from.includes(state)) return `the request is in state ${state}`
  return transition.guards.find(({ holds, only = actor }) => only === actor && !holds(situation))
    ?.otherwise
}

/** Lets an action through, or refuses it with INVALID_REQUEST_STATE. */
export function permit(
  action: ReferralAction,
  situation: Situation,
  actor: Actor,
): Result<Situation> {
  const hindrance = obstacle(action, situation, actor)
  if (hindrance === undefined) return ok(situation)
  const { ubrn } = situation.referral
  return refuse('INVALID_REQUEST_STATE', `Request '${ubrn}' does not allow this: ${hindrance}.`)
}
