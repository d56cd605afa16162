interface Arrangement {
  readonly ubrn: string
  /** Version of the referral that the caller saw. */
  readonly version: number
  readonly serviceId: string
  readonly nhsNumber: string
}

/** A booking into a slot. Start and end as the client wrote them. */
export interface Booking extends Arrangement {
  readonly kind: 'BOOK'
  readonly slotId: number
  readonly start: string
  readonly end: string
  readonly clinician?: string
}

export type DeferralReason =
  | 'NO_SLOTS_AT_SERVICE'
  | 'SLOT_NOT_AVAILABLE'
  | 'BOOKING_ATTEMPT_PROBLEM'

/** A request that the provider arranges the appointment. */
export interface Deferral extends Arrangement {
  readonly kind: 'DEFER'
  readonly reason: DeferralReason
  readonly slotId?: number
  readonly comment?: string
}

/** A request that a triage service reviews the referral. */
export interface TriageRequest extends Arrangement {
  readonly kind: 'SEND_FOR_TRIAGE'
  readonly slotId?: number
  readonly comment?: string
}

export type AppointmentRequest = Booking | Deferral | TriageRequest
