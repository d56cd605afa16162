import { britishDate } from '../../../../world/calendar.js'
import { type Appointment, appointments } from '../../../../world/tables/appointment.js'
import {
  type HealthcareService,
  healthcareServices,
} from '../../../../world/tables/healthcare-service.js'
import type { Reason, Referral, ReferralState } from '../../../../world/tables/referral.js'
import { referrals } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import { checkLock } from '../lock.js'
import { ok, type Result, refuse } from '../outcome.js'
import type { FindPatient } from '../patient.js'
import { changeReferral, checkVersion } from '../referral/change-referral.js'
import type { Actor, ReferralAction } from '../referral/referral-machine.js'
import { findReferral } from '../referral/relationship.js'
import { permit, situationOf } from '../referral/situation.js'
import { isOffered } from '../search/search-services.js'
import type { AppointmentRequest } from './appointment-request.js'
import { bookSlot } from './book-slot.js'
import { checkDeferral } from './check-deferral.js'

/** What each kind of request makes of the referral. */
const BECOMES: Readonly<Record<AppointmentRequest['kind'], ReferralState>> = {
  BOOK: 'BOOKED',
  DEFER: 'DEFERRED_TO_PROVIDER',
  SEND_FOR_TRIAGE: 'AWAITING_TRIAGE',
}

/** The referral of an appointment request; here an unknown one is a broken reference (ers-fhir 7.16). */
function referralFor(
  world: World,
  findPatient: FindPatient,
  caller: UserCaller,
  request: AppointmentRequest,
): Result<Referral> {
  if (!referrals.find(world.store, request.ubrn))
    return refuse('REFERENCE_NOT_FOUND', `'incomingReferral' (${request.ubrn}) does not exist.`)
  const referral = findReferral(world, findPatient, caller, request.ubrn, 'CHANGE')
  if (!referral.ok) return referral
  const version = checkVersion(referral.value.version, request.version, `Request '${request.ubrn}'`)
  if (!version.ok) return version
  const lock = checkLock(world, request.ubrn)
  return lock.ok ? referral : lock
}

/** The service of the request: on the shortlist, still offered, and the patient is the referral's. */
function serviceFor(
  world: World,
  referral: Referral,
  request: AppointmentRequest,
): Result<HealthcareService> {
  if (!referral.shortlist.includes(request.serviceId))
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'service' (${request.serviceId}) does not relate to a Service on the Shortlist`,
    )
  const service = healthcareServices.find(world.store, request.serviceId)
  if (!service)
    return refuse('REFERENCE_NOT_FOUND', `'service' (${request.serviceId}) does not exist.`)
  if (request.nhsNumber !== referral.nhsNumber)
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'patient' (${request.nhsNumber}) does not relate to the patient of the request`,
    )
  return isOffered(service, britishDate(world.clock.now()))
    ? ok(service)
    : refuse('SERVICE_UNAVAILABLE', `'service' (${service.id}) is not available.`)
}

/** The details of the appointment that a request leads to. */
function settle(
  world: World,
  referral: Referral,
  service: HealthcareService,
  request: AppointmentRequest,
): Result<Partial<Appointment>> {
  if (request.kind === 'BOOK') return bookSlot(world, referral, service, request)
  const allowed = checkDeferral(world, referral, service, request)
  if (!allowed.ok) return allowed
  const code = request.kind === 'DEFER' ? request.reason : 'TRIAGE'
  return ok({
    version: 1,
    status: 'proposed',
    reason: { list: 'eRS-ReviewReason-1', code },
    ...(request.comment === undefined ? {} : { comment: request.comment }),
  })
}

export interface Arranged {
  readonly referral: Referral
  readonly appointment: Appointment
}

/** Arranges what is asked for, if this actor may, at a service of the shortlist. */
export function arrangeFor(
  world: World,
  referral: Referral,
  request: AppointmentRequest,
  action: ReferralAction,
  actor: Actor,
): Result<Arranged> {
  const permitted = permit(action, situationOf(world, referral), actor)
  if (!permitted.ok) return permitted
  const service = serviceFor(world, referral, request)
  if (!service.ok) return service
  const details = settle(world, referral, service.value, request)
  return details.ok
    ? ok(keep(world, referral, service.value, request, action, details.value))
    : details
}

/**
 * Books, defers or sends for triage (A016, ers-fhir 7.16): one appointment, and the referral moves on.
 * The referral's state carries the reason, never the comment.
 */
export function arrangeAppointment(
  world: World,
  findPatient: FindPatient,
  caller: UserCaller,
  request: AppointmentRequest,
): Result<Arranged> {
  const found = referralFor(world, findPatient, caller, request)
  return found.ok ? arrangeFor(world, found.value, request, request.kind, 'REFERRER') : found
}

function keep(
  world: World,
  referral: Referral,
  service: HealthcareService,
  request: AppointmentRequest,
  action: ReferralAction,
  details: Partial<Appointment>,
): Arranged {
  const appointment: Appointment = {
    id: world.ids.next('appointment'),
    version: 0,
    ubrn: referral.ubrn,
    nhsNumber: referral.nhsNumber,
    serviceId: service.id,
    status: 'booked',
    created: world.clock.now(),
    ...details,
  }
  appointments.save(world.store, appointment)
  const reason: Reason | undefined = appointment.reason
  const changed = changeReferral(world, referral, action, {
    state: BECOMES[request.kind],
    stateReason: reason,
    stateComments: undefined,
    appointmentId: appointment.id,
    currentService: service.id,
    review: 'PENDING',
    contextStatus: 'NEVER_REVIEWED',
  })
  return { referral: changed, appointment }
}
