import type { ErsOperation } from '../operation.js'
import { a004RetrieveReferenceData } from './a004-retrieve-reference-data.js'
import { a005RetrieveReferral, a005RetrieveReferralVersion } from './a005-retrieve-referral.js'
import { a006RetrieveAttachment } from './a006-retrieve-attachment.js'
import { a007RetrieveClinicalInformation } from './a007-retrieve-clinical-information.js'
import { a008RetrieveWorklist } from './a008-retrieve-worklist.js'
import { a010SearchServices } from './a010-search-services.js'
import { a011CreateReferral } from './a011-create-referral.js'
import { a012MaintainReferralLetter } from './a012-maintain-referral-letter.js'
import { a013AcceptReferral } from './a013-accept-referral.js'
import { a014RejectReferral } from './a014-reject-referral.js'
import { a015RetrieveSlots } from './a015-retrieve-slots.js'
import { a016BookOrDeferAppointment } from './a016-book-or-defer-appointment.js'
import { a019GeneratePatientLetter } from './a019-generate-patient-letter.js'
import { a020UploadFile } from './a020-upload-file.js'
import { a021CreateReferralAndSendForTriage } from './a021-create-referral-and-send-for-triage.js'
import { a022CancelAppointmentActionLater } from './a022-cancel-appointment-action-later.js'
import { a023RetrieveAdviceWorklist } from './a023-retrieve-advice-worklist.js'
import {
  a024RetrieveAdviceRequest,
  a024RetrieveAdviceRequestVersion,
} from './a024-retrieve-advice-request.js'
import { a025RetrieveAdviceConversation } from './a025-retrieve-advice-conversation.js'
import { a026SendAdviceResponse } from './a026-send-advice-response.js'
import { a027ConvertAdvice } from './a027-convert-advice.js'
import { a028RecordReviewOutcome } from './a028-record-review-outcome.js'
import { a029AvailableActions } from './a029-available-actions.js'
import { a030RetrieveBusinessFunctions } from './a030-retrieve-business-functions.js'
import { a031ChangeShortlist } from './a031-change-shortlist.js'
import { a032ChangeShortlistAndSendForTriage } from './a032-change-shortlist-and-send-for-triage.js'
import { a033RetrieveService, a037RetrieveServiceVersion } from './a033-retrieve-service.js'
import { a034UpdateAppointment } from './a034-update-appointment.js'
import { a035SearchForServices } from './a035-search-for-services.js'
import { a036CancelReferral } from './a036-cancel-referral.js'
import {
  a038RetrieveAppointment,
  a038RetrieveAppointmentVersion,
} from './a038-retrieve-appointment.js'
import { a039UploadLargeFile } from './a039-upload-large-file.js'
import { a040RetrieveOnBehalfOfUsers } from './a040-retrieve-on-behalf-of-users.js'
import { a041SearchServiceRequests } from './a041-search-service-requests.js'
import { a042RetrieveAttachmentLink } from './a042-retrieve-attachment-link.js'
import { a043RetrieveAdviceOverview } from './a043-retrieve-advice-overview.js'
import { a044CreateAdviceRequest } from './a044-create-advice-request.js'

/** Every e-RS operation. Adding one is adding its file and a line here. */
export const ERS_OPERATIONS: readonly ErsOperation[] = [
  a004RetrieveReferenceData,
  a005RetrieveReferral,
  a005RetrieveReferralVersion,
  a006RetrieveAttachment,
  a007RetrieveClinicalInformation,
  a008RetrieveWorklist,
  a010SearchServices,
  a011CreateReferral,
  a012MaintainReferralLetter,
  a013AcceptReferral,
  a014RejectReferral,
  a015RetrieveSlots,
  a016BookOrDeferAppointment,
  a019GeneratePatientLetter,
  a020UploadFile,
  a021CreateReferralAndSendForTriage,
  a022CancelAppointmentActionLater,
  a023RetrieveAdviceWorklist,
  a024RetrieveAdviceRequest,
  a024RetrieveAdviceRequestVersion,
  a025RetrieveAdviceConversation,
  a026SendAdviceResponse,
  a027ConvertAdvice,
  a028RecordReviewOutcome,
  a029AvailableActions,
  a030RetrieveBusinessFunctions,
  a031ChangeShortlist,
  a032ChangeShortlistAndSendForTriage,
  a033RetrieveService,
  a034UpdateAppointment,
  a035SearchForServices,
  a036CancelReferral,
  a037RetrieveServiceVersion,
  a038RetrieveAppointment,
  a038RetrieveAppointmentVersion,
  a039UploadLargeFile,
  a040RetrieveOnBehalfOfUsers,
  a041SearchServiceRequests,
  a042RetrieveAttachmentLink,
  a043RetrieveAdviceOverview,
  a044CreateAdviceRequest,
]
