import type { Store } from '../../../../world/store.js'
import type {
  AdviceMessage,
  AdviceRequest,
  AdviceRole,
} from '../../../../world/tables/advice-request.js'
import { findAttachment } from '../../../../world/tables/attachment.js'
import type { AttachedDocument } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { type PdfSection, renderPdf } from '../../pdf.js'
import { britishMoment, organisationName, personName, serviceName } from './document-lines.js'
import { CONVERSION_NAMES, PRIORITY_NAMES } from './names.js'

const person = (store: Store, { userId, organisation }: AdviceRole): string =>
  `${personName(store, userId)} at ${organisationName(store, organisation)}`

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
  heading: `${FROM[message.sentBy]}, ${britishMoment(message.sent)}`,
  lines: [
    `Written by ${person(store, message.sender)}`,
    `Responsible: ${person(store, message.responsible)}`,
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
      `Service: ${serviceName(store, advice.serviceId)}`,
      `Referred by: ${personName(store, advice.referringClinician)}`,
      `Referring organisation: ${organisationName(store, advice.referringOrganisation)}`,
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
