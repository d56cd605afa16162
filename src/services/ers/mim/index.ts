import type { Interaction } from '../../../hl7v3/interaction.js'
import type { FindPatient } from '../domain/patient.js'
import { acknowledgement } from './acknowledgement.js'
import { appointmentConfirmed } from './appointment-confirmed.js'
import { appointmentRejected } from './appointment-rejected.js'
import { availableSlots } from './available-slots.js'
import { cancellationConfirmed } from './cancellation-confirmed.js'
import { cancellationRejected } from './cancellation-rejected.js'
import { didNotAttend } from './did-not-attend.js'
import { providerCancellation } from './provider-cancellation.js'
import { referral } from './referral.js'
import { requestService } from './request-service.js'
import { slotsWithdrawn } from './slots-withdrawn.js'

/** Every message that e-RS takes, in both releases (ers-hl7v3-mim 2, 13). `findPatient` asks PDS. */
export const createMimInteractions = (findPatient: FindPatient): readonly Interaction[] => [
  ...availableSlots,
  ...appointmentConfirmed,
  ...appointmentRejected,
  ...cancellationConfirmed,
  ...cancellationRejected,
  ...slotsWithdrawn,
  ...didNotAttend,
  ...providerCancellation,
  ...acknowledgement,
  ...requestService(findPatient),
  ...referral,
]
