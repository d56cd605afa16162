import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import type {
  AdviceMessage,
  AdviceRequest,
  AdviceRole,
} from '../../../../world/tables/advice-request.js'
import { findAttachment } from '../../../../world/tables/attachment.js'
import { healthcareServices } from '../../../../world/tables/healthcare-service.js'
import type { AttachedDocument } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { type PdfSection, renderPdf } from '../../pdf.js'
import { CONVERSION_NAMES, PRIORITY_NAMES } from './names.js'

const person = ({ userId, organisation }: AdviceRole): string =>
  `user ${userId} at organisation ${organisation}`

const files = (store: Store, documents: readonly AttachedDocument[]): string[] =>
  documents.map(
    ({ attachmentId }) => `File: ${findAttachment(store, attachmentId)?.fileName ?? attachmentId}`,
  )

const FROM: Readonly<Record<AdviceMessage['sentBy'], string>> = {
  REQUESTER: 'Referrer',
  RESPONDER: 'Provider',
  REFERRER_CLINICAL_INFORMATION_UPDATED: "Referrer's clinical system",
}

const messageSection = (store: Store, message: AdviceMessage): PdfSection => ({
  heading: `${FROM[message.sentBy]}, ${isoInstant(message.sent)}`,
  lines: [
    `Written by ${person(message.sender)}, responsible ${person(message.responsible)}`,
    ...message.text.split(/\r?\n/),
    ...files(store, message.documents),
  ],
})

export const overviewTitle = ({ ubrn }: AdviceRequest): string =>
  `Advice and guidance conversation - ${ubrn}`

/** What the overview of a conversation tells (A043, A027); its wording is not published. */
export const overviewSections = (store: Store, advice: AdviceRequest): PdfSection[] => [
  {
    heading: 'Request',
    lines: [
      `UBRN: ${advice.ubrn}`,
      `Patient: NHS number ${advice.nhsNumber}`,
      `Service: ${healthcareServices.find(store, advice.serviceId)?.name} (${advice.serviceId})`,
      `Priority: ${PRIORITY_NAMES[advice.priority]}`,
      `State: ${advice.status}`,
      CONVERSION_NAMES[advice.conversion],
      ...files(store, advice.documents),
    ],
  },
  ...advice.messages.map((message) => messageSection(store, message)),
]

/** The overview of a conversation as a PDF. */
export const writeOverview = ({ store, clock }: World, advice: AdviceRequest): Uint8Array =>
  renderPdf(overviewTitle(advice), overviewSections(store, advice), clock.now())
