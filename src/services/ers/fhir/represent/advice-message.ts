import { isoInstant } from '../../../../world/instant.js'
import type { Store } from '../../../../world/store.js'
import type { AdviceMessage, AdviceRequest } from '../../../../world/tables/advice-request.js'
import { findAttachment } from '../../../../world/tables/attachment.js'
import { CS, ID, SD } from '../systems.js'
import { roleReference, serviceRecipient } from './advice-request.js'
import { representDocument } from './document-reference.js'
import { byIdentifier, concept, type Json, list } from './elements.js'
import { distinctRoles, representRole, roleId } from './practitioner-role.js'

/** How a message refers to roles and files: contained ones, or those beside it in a bundle. */
interface Linking {
  readonly role: (id: string) => string
  readonly document: (id: number) => string
}

const CONTAINED: Linking = {
  role: (id) => `#PractitionerRole.${id}`,
  document: (id) => `#DocumentReference-${id}`,
}

const BUNDLED: Linking = {
  role: (id) => `PractitionerRole/${id}`,
  document: (id) => `DocumentReference/${id}`,
}

const represent = (
  advice: AdviceRequest,
  message: AdviceMessage,
  linking: Linking,
  contained: Json,
): Json => ({
  id: String(message.id),
  meta: { versionId: '0', profile: [SD('eRS-Communication-1')] },
  resourceType: 'Communication',
  ...contained,
  extension: [
    {
      url: SD('Extension-Communication-Requester-1'),
      valueReference: { reference: linking.role(roleId(message.responsible)) },
    },
  ],
  basedOn: [{ reference: `CommunicationRequest/${advice.ubrn}/_history/${advice.version}` }],
  status: 'completed',
  category: [concept(CS('eRS-CommunicationSentBy-1'), message.sentBy)],
  recipient: [
    message.sentBy === 'RESPONDER'
      ? byIdentifier(ID.ods, advice.referringOrganisation)
      : serviceRecipient(advice.serviceId),
  ],
  sent: isoInstant(message.sent),
  sender: roleReference(linking.role(roleId(message.sender))),
  ...(message.documents.length === 0
    ? {}
    : {
        payload: message.documents.map(({ id }) => ({
          contentReference: { reference: linking.document(id) },
        })),
      }),
  note: [{ text: message.text }],
})

/** A message as an entry of a conversation (ers-fhir 7.25); roles and files stand beside it. */
export const representMessage = (advice: AdviceRequest, message: AdviceMessage): Json =>
  represent(advice, message, BUNDLED, {})

/** A message as an operation answers it (ers-fhir 6.9): roles and files are contained. */
export function representNewMessage(
  store: Store,
  advice: AdviceRequest,
  message: AdviceMessage,
): Json {
  const files = message.documents.map((document) => {
    const file = findAttachment(store, document.attachmentId)
    return file && representDocument(document, file)
  })
  const roles = distinctRoles([message.sender, message.responsible])
  return represent(advice, message, CONTAINED, {
    contained: list(
      ...files,
      ...roles.map((role) => representRole(role, `PractitionerRole.${roleId(role)}`)),
    ),
  })
}
