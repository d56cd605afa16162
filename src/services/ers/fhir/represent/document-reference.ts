import { isoDate, isoInstant } from '../../../../world/instant.js'
import type { Attachment } from '../../../../world/tables/attachment.js'
import type { AttachedDocument } from '../../../../world/tables/referral.js'
import { CS, ID, SD } from '../systems.js'
import { byIdentifier, coding, type Json, list } from './elements.js'
import { ATTACHMENT_TYPE_NAMES } from './names.js'

const reference = (name: string, system: string, value: string | undefined): Json | false =>
  value !== undefined && {
    url: SD(`Extension-eRS-${name}-1`),
    valueReference: byIdentifier(system, value),
  }

/** An attached file as a referral contains it (ers-fhir 6.5). */
export const representDocument = (document: AttachedDocument, file: Attachment): Json => ({
  id: `DocumentReference-${document.id}`,
  meta: { profile: [SD('eRS-DocumentReference-1')] },
  resourceType: 'DocumentReference',
  type: {
    coding: [
      coding(CS('eRS-AttachmentType-1'), document.type, ATTACHMENT_TYPE_NAMES[document.type]),
    ],
  },
  status: 'current',
  indexed: isoInstant(document.indexed),
  ...(document.description === undefined ? {} : { description: document.description }),
  content: [
    {
      attachment: {
        id: String(document.id),
        extension: list(
          {
            url: SD('Extension-eRS-AvailabilityStatus-1'),
            valueCoding: coding(CS('eRS-AvailabilityStatus-1'), file.status),
          },
          reference('AttachedBy', ID.sdsUser, document.attachedBy),
          reference('AttachedByOrganisation', ID.ods, document.attachedByOrganisation),
          reference('AttachedOnBehalfOf', ID.sdsUser, document.attachedOnBehalfOf),
        ),
        contentType: file.contentType,
        url: `Binary/${file.id}`,
        size: file.size,
        title: file.fileName,
        creation: isoDate(file.uploaded),
      },
    },
  ],
})
