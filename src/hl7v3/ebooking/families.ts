/** Releases of the message set that partners speak (ers-hl7v3-mim 3). */
export type Release = '2.3' | '3.1.09'

/** What the messages of a family are for, whatever the release. */
export type FamilyName =
  | 'requestSlots'
  | 'availableSlots'
  | 'requestAppointment'
  | 'appointmentConfirmed'
  | 'appointmentRejected'
  | 'requestCancellation'
  | 'cancellationConfirmed'
  | 'cancellationRejected'
  | 'slotsWithdrawn'
  | 'didNotAttend'
  | 'providerCancellation'
  | 'requestService'
  | 'serviceConfirmed'
  | 'referral'
  | 'acknowledgement'

/** A family in one release. */
export interface Version {
  readonly interactionId: string
  /** How it travels unless the partner's contract says otherwise (2, 13). */
  readonly pattern: 'forward reliable' | 'forward express'
  /** How long it may be on its way (2.1, 13). */
  readonly persistDuration: string
}

/** One kind of message (2). */
export interface Family {
  readonly family: FamilyName
  readonly title: string
  readonly from: 'e-RS' | 'PAS' | 'referrer' | 'either'
  readonly to: 'e-RS' | 'PAS' | 'referrer' | 'either'
  /** Answers in the acknowledgement wrapper point at their request there. */
  readonly wrapper: 'send' | 'acknowledgement'
  /** Element in the subject; an acknowledgement has none. */
  readonly payload?: string
  /** Model of the payload in 3.1.09. */
  readonly model?: string
  /** What answers it as a matter of business; with none, an acknowledgement may. */
  readonly answers: readonly FamilyName[]
  /** Of the answers that say yes or no. */
  readonly says?: 'confirmed' | 'rejected'
  /** Superseded by the FHIR API. */
  readonly deprecated?: true
  readonly versions: Readonly<Record<Release, Version>>
}

const reliable = (interactionId: string, persistDuration: string): Version => ({
  interactionId,
  pattern: 'forward reliable',
  persistDuration,
})

const express = (interactionId: string, persistDuration: string): Version => ({
  ...reliable(interactionId, persistDuration),
  pattern: 'forward express',
})

/** Every family of the domain, in both releases. */
export const FAMILIES: Readonly<Record<FamilyName, Family>> = {
  requestSlots: {
    family: 'requestSlots',
    title: 'Request Available Slots',
    from: 'e-RS',
    to: 'PAS',
    wrapper: 'send',
    payload: 'RequestAvailableSlots',
    model: 'PRSC_MT080101UK04',
    answers: ['availableSlots'],
    versions: {
      '2.3': express('PRSC_IN080000UK03', 'PT6H'),
      '3.1.09': reliable('PRSC_IN080000UK07', 'PT10M'),
    },
  },
  availableSlots: {
    family: 'availableSlots',
    title: 'Respond Available Slots',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'send',
    payload: 'AvailableSlots',
    model: 'PRSC_MT090101UK08',
    answers: [],
    versions: {
      '2.3': reliable('PRSC_IN090000UK03', 'PT6H'),
      '3.1.09': reliable('PRSC_IN090000UK09', 'PT10M'),
    },
  },
  requestAppointment: {
    family: 'requestAppointment',
    title: 'Request Appointment',
    from: 'e-RS',
    to: 'PAS',
    wrapper: 'send',
    payload: 'RequestAppointmentConfirmation',
    model: 'PRSC_MT040101UK08',
    answers: ['appointmentConfirmed', 'appointmentRejected'],
    versions: {
      '2.3': express('PRSC_IN040000UK03', 'PT1M'),
      '3.1.09': reliable('PRSC_IN040000UK08', 'PT4M'),
    },
  },
  appointmentConfirmed: {
    family: 'appointmentConfirmed',
    title: 'Request Appointment Response: confirmation',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'acknowledgement',
    payload: 'RequestedAppointment',
    model: 'PRSC_MT050101UK03',
    answers: [],
    says: 'confirmed',
    versions: {
      '2.3': reliable('PRSC_IN050000UK02', 'PT1M'),
      '3.1.09': reliable('PRSC_IN050000UK06', 'PT4M'),
    },
  },
  appointmentRejected: {
    family: 'appointmentRejected',
    title: 'Request Appointment Response: rejection',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'acknowledgement',
    payload: 'RequestedAppointment',
    model: 'PRSC_MT050101UK03',
    answers: [],
    says: 'rejected',
    versions: {
      '2.3': reliable('PRSC_IN060000UK02', 'PT1M'),
      '3.1.09': reliable('PRSC_IN060000UK06', 'PT4M'),
    },
  },
  requestCancellation: {
    family: 'requestCancellation',
    title: 'Request Appointment Cancellation',
    from: 'e-RS',
    to: 'PAS',
    wrapper: 'send',
    payload: 'RequestAppointmentCancellation',
    model: 'PRSC_MT070101UK05',
    answers: ['cancellationConfirmed', 'cancellationRejected'],
    versions: {
      '2.3': reliable('PRSC_IN070000UK03', 'PT1M'),
      '3.1.09': reliable('PRSC_IN070000UK08', 'PT4M'),
    },
  },
  cancellationConfirmed: {
    family: 'cancellationConfirmed',
    title: 'Appointment Cancellation Response: confirmation',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'acknowledgement',
    payload: 'AppointmentCancellation',
    model: 'PRSC_MT140101UK02',
    answers: [],
    says: 'confirmed',
    versions: {
      '2.3': reliable('PRSC_IN140000UK02', 'PT1M'),
      '3.1.09': reliable('PRSC_IN140000UK06', 'PT4M'),
    },
  },
  cancellationRejected: {
    family: 'cancellationRejected',
    title: 'Appointment Cancellation Response: rejection',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'acknowledgement',
    payload: 'AppointmentCancellation',
    model: 'PRSC_MT140101UK02',
    answers: [],
    says: 'rejected',
    versions: {
      '2.3': reliable('PRSC_IN150000UK02', 'PT1M'),
      '3.1.09': reliable('PRSC_IN150000UK06', 'PT4M'),
    },
  },
  slotsWithdrawn: {
    family: 'slotsWithdrawn',
    title: 'Notify cancelled slots',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'send',
    payload: 'CancelledSlotList',
    model: 'PRSC_MT100101UK02',
    answers: [],
    versions: {
      '2.3': reliable('PRSC_IN100000UK02', 'PT1M'),
      '3.1.09': reliable('PRSC_IN100000UK06', 'PT10M'),
    },
  },
  didNotAttend: {
    family: 'didNotAttend',
    title: 'Notify Did Not Attend',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'send',
    payload: 'DnaList',
    model: 'PRSC_MT110101UK06',
    answers: [],
    versions: {
      '2.3': reliable('PRSC_IN110000UK03', 'PT2M'),
      '3.1.09': reliable('PRSC_IN110000UK08', 'PT10M'),
    },
  },
  providerCancellation: {
    family: 'providerCancellation',
    title: 'Notify Appointment Cancellation',
    from: 'PAS',
    to: 'e-RS',
    wrapper: 'send',
    payload: 'AppointmentCancellation',
    model: 'PRSC_MT130101UK03',
    answers: [],
    versions: {
      '2.3': reliable('PRSC_IN130000UK02', 'PT1M'),
      '3.1.09': reliable('PRSC_IN130000UK07', 'PT10M'),
    },
  },
  requestService: {
    family: 'requestService',
    title: 'Request Service',
    from: 'referrer',
    to: 'e-RS',
    wrapper: 'send',
    payload: 'RequestService',
    model: 'PRPA_MT010101UK04',
    answers: ['serviceConfirmed'],
    deprecated: true,
    versions: {
      '2.3': reliable('PRPA_IN010000UK02', 'PT1M'),
      '3.1.09': reliable('PRPA_IN010000UK07', 'PT4M'),
    },
  },
  serviceConfirmed: {
    family: 'serviceConfirmed',
    title: 'Confirmed Service',
    from: 'e-RS',
    to: 'referrer',
    wrapper: 'acknowledgement',
    payload: 'ConfirmedService',
    model: 'PRPA_MT020101UK01',
    answers: [],
    says: 'confirmed',
    deprecated: true,
    versions: {
      '2.3': reliable('PRPA_IN020000UK02', 'PT1M'),
      '3.1.09': reliable('PRPA_IN020000UK06', 'PT4M'),
    },
  },
  referral: {
    family: 'referral',
    title: 'Referral, clinical information',
    from: 'referrer',
    to: 'e-RS',
    wrapper: 'send',
    payload: 'Referral',
    model: 'PRPA_MT030101UK05',
    answers: [],
    deprecated: true,
    versions: {
      '2.3': reliable('PRPA_IN030000UK03', 'PT6H'),
      '3.1.09': reliable('PRPA_IN030000UK08', 'PT10M'),
    },
  },
  acknowledgement: {
    family: 'acknowledgement',
    title: 'Application Acknowledgement',
    from: 'either',
    to: 'either',
    wrapper: 'acknowledgement',
    answers: [],
    versions: {
      '2.3': reliable('MCCI_IN010000UK01', 'PT1M'),
      '3.1.09': reliable('MCCI_IN010000UK13', 'PT4M'),
    },
  },
}
