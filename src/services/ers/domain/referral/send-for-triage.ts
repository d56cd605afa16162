import { type Appointment, appointments } from '../../../../world/tables/appointment.js'
import type { HealthcareService } from '../../../../world/tables/healthcare-service.js'
import type { Reason, Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { changeReferral } from './change-referral.js'

const TRIAGE: Reason = { list: 'eRS-ReviewReason-1', code: 'TRIAGE' }

export interface SentForTriage {
  readonly referral: Referral
  readonly appointment: Appointment
}

/** Puts a referral with a triage service: a proposed appointment stands for the review (ers-fhir 8.3). */
export function sendForTriage(
  world: World,
  referral: Referral,
  service: HealthcareService,
): SentForTriage {
  const appointment: Appointment = {
    id: world.ids.next('appointment'),
    version: 1,
    ubrn: referral.ubrn,
    nhsNumber: referral.nhsNumber,
    serviceId: service.id,
    status: 'proposed',
    reason: TRIAGE,
    created: world.clock.now(),
  }
  appointments.save(world.store, appointment)
  const sent = changeReferral(world, referral, 'SEND_FOR_TRIAGE', {
    state: 'AWAITING_TRIAGE',
    stateReason: TRIAGE,
    stateComments: undefined,
    appointmentId: appointment.id,
    currentService: service.id,
    review: 'PENDING',
    contextStatus: 'NEVER_REVIEWED',
  })
  return { referral: sent, appointment }
}
