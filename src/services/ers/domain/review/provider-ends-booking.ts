import type { Appointment } from '../../../../world/tables/appointment.js'
import type { HealthcareService } from '../../../../world/tables/healthcare-service.js'
import { ok, type Result, refuse } from '../outcome.js'

/**
 * Whether the provider says rightly if the PAS knows of the cancellation (ers-fhir 7.14, 7.22):
 * mandatory where the booking was indirect, not permitted where e-RS itself tells the PAS.
 */
export function checkCancelledInPas(
  service: HealthcareService | undefined,
  appointment: Appointment | undefined,
  cancelledInPas: boolean | undefined,
): Result<undefined> {
  const direct = appointment?.slotId !== undefined || service?.bookable === 'DIRECTLY_BOOKABLE'
  if (direct && cancelledInPas !== undefined)
    return refuse(
      'FIELD_NOT_PERMITTED',
      "'appointmentCancelledInPAS' is not permitted for a directly bookable service.",
    )
  return direct || cancelledInPas !== undefined
    ? ok(undefined)
    : refuse('VALUE_IS_REQUIRED', "'appointmentCancelledInPAS' is required.")
}
