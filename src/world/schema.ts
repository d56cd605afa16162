import type { Store } from './store.js'
import { accessTokens } from './tables/access-token.js'
import { accreditedSystemSchema } from './tables/accredited-system.js'
import { adviceRequests } from './tables/advice-request.js'
import { applications } from './tables/application.js'
import { appointments } from './tables/appointment.js'
import { assertionIds } from './tables/assertion-id.js'
import { attachmentSchema } from './tables/attachment.js'
import { authorisationCodes } from './tables/authorisation-code.js'
import { browserSessions } from './tables/browser-session.js'
import { clientMetadata } from './tables/client-metadata.js'
import { clinics } from './tables/clinic.js'
import { concepts } from './tables/concept.js'
import { eventSchema } from './tables/event.js'
import { faults } from './tables/fault.js'
import { healthcareServices } from './tables/healthcare-service.js'
import { hl7MessageIds } from './tables/hl7-message-id.js'
import { jobSchema } from './tables/job.js'
import { loginUsers } from './tables/login-user.js'
import { messageHandlingSystems } from './tables/message-handling-system.js'
import { organisations } from './tables/organisation.js'
import { diarySlots } from './tables/pas-diary.js'
import { pasOrders } from './tables/pas-order.js'
import { pasRequests } from './tables/pas-request.js'
import { robotMessages } from './tables/pas-robot-message.js'
import { patientSchema } from './tables/patient.js'
import { patientIndexSchema } from './tables/patient-index.js'
import { pdsWrites } from './tables/pds-write.js'
import { pendingLogins } from './tables/pending-login.js'
import { practitioners } from './tables/practitioner.js'
import { professionalSessions } from './tables/professional-session.js'
import { providerCodes } from './tables/provider-code.js'
import { providerLogins } from './tables/provider-login.js'
import { providerSessions } from './tables/provider-session.js'
import { providerTokens } from './tables/provider-token.js'
import { rateCounts } from './tables/rate-count.js'
import { referrals } from './tables/referral.js'
import { refreshTokens } from './tables/refresh-token.js'
import { relyingParties } from './tables/relying-party.js'
import { sequenceSchema } from './tables/sequence.js'
import { settingSchema } from './tables/setting.js'
import { slotSchema } from './tables/slot.js'
import { slotPolls } from './tables/slot-poll.js'
import { smartcardChallenges } from './tables/smartcard-challenge.js'
import { smartcardSessions } from './tables/smartcard-session.js'
import { spineMessageSchema } from './tables/spine-message.js'
import { usedLinks } from './tables/used-link.js'
import { workgroups } from './tables/workgroup.js'

/** Every table of a world. A world is made whole from an image, so there are no migrations. */
export const SCHEMA: readonly string[] = [
  settingSchema,
  sequenceSchema,
  jobSchema,
  eventSchema,
  faults.schema,
  organisations.schema,
  practitioners.schema,
  accreditedSystemSchema,
  messageHandlingSystems.schema,
  patientSchema,
  patientIndexSchema,
  pdsWrites.schema,
  hl7MessageIds.schema,
  spineMessageSchema,
  applications.schema,
  loginUsers.schema,
  accessTokens.schema,
  refreshTokens.schema,
  pendingLogins.schema,
  authorisationCodes.schema,
  assertionIds.schema,
  providerLogins.schema,
  providerCodes.schema,
  providerSessions.schema,
  providerTokens.schema,
  browserSessions.schema,
  clientMetadata.schema,
  relyingParties.schema,
  smartcardChallenges.schema,
  smartcardSessions.schema,
  professionalSessions.schema,
  rateCounts.schema,
  concepts.schema,
  healthcareServices.schema,
  workgroups.schema,
  clinics.schema,
  slotSchema,
  slotPolls.schema,
  diarySlots.schema,
  pasOrders.schema,
  robotMessages.schema,
  pasRequests.schema,
  referrals.schema,
  adviceRequests.schema,
  appointments.schema,
  attachmentSchema,
  usedLinks.schema,
]

export function createSchema(store: Store): void {
  for (const statements of SCHEMA) store.execute(statements)
}
