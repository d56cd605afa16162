import type { Instant } from '../clock.js'
import type { Store } from '../store.js'

export type AvailabilityStatus = 'AVAILABLE' | 'PENDING' | 'THREATS_FOUND' | 'VALIDATION_FAILED'

/** A stored file (ers-fhir 8.6). */
export interface Attachment {
  readonly id: string
  readonly fileName: string
  readonly contentType: string
  readonly size: number
  readonly uploaded: Instant
  readonly uploadedBy: string
  readonly organisation: string
  readonly onBehalfOf: string | null
  /** The request it is meant for, as the uploader said. */
  readonly intendedFor: string | null
  readonly status: AvailabilityStatus
  /** UBRN of the request it is linked to. */
  readonly linkedTo: string | null
}

export const attachmentSchema = `CREATE TABLE attachment (
  id TEXT PRIMARY KEY, file_name TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL,
  uploaded INTEGER NOT NULL, uploaded_by TEXT NOT NULL, organisation TEXT NOT NULL, on_behalf_of TEXT,
  intended_for TEXT, status TEXT NOT NULL, linked_to TEXT, content BLOB NOT NULL) STRICT;
CREATE INDEX attachment_link ON attachment (linked_to);`

const SELECT = `SELECT id, file_name AS fileName, content_type AS contentType, size, uploaded,
  uploaded_by AS uploadedBy, organisation, on_behalf_of AS onBehalfOf, intended_for AS intendedFor,
  status, linked_to AS linkedTo FROM attachment`

export const findAttachment = (store: Store, id: string): Attachment | undefined =>
  store.one<Attachment>(`${SELECT} WHERE id = ?`, id)

export function insertAttachment(store: Store, attachment: Attachment, content: Uint8Array): void {
  store.run(
    `INSERT INTO attachment (id, file_name, content_type, size, uploaded, uploaded_by, organisation,
       on_behalf_of, intended_for, status, linked_to, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    attachment.id,
    attachment.fileName,
    attachment.contentType,
    attachment.size,
    attachment.uploaded,
    attachment.uploadedBy,
    attachment.organisation,
    attachment.onBehalfOf,
    attachment.intendedFor,
    attachment.status,
    attachment.linkedTo,
    content,
  )
}

/** Removes a file that no request has; false if there is none such. */
export function removeUnlinkedAttachment(store: Store, id: string): boolean {
  return store.run('DELETE FROM attachment WHERE id = ? AND linked_to IS NULL', id) > 0
}

/** Sets the result of a file's scan. */
export function setAttachmentStatus(store: Store, id: string, status: AvailabilityStatus): void {
  store.run('UPDATE attachment SET status = ? WHERE id = ?', status, id)
  store.touch('attachment')
}

/** Links a file to a request, or unlinks it. */
export function linkAttachment(store: Store, id: string, ubrn: string | null): void {
  store.run('UPDATE attachment SET linked_to = ? WHERE id = ?', ubrn, id)
  store.touch('attachment')
}

/** The bytes of a file. */
export const attachmentContent = (store: Store, id: string): Uint8Array | undefined =>
  store.one<{ content: Uint8Array }>('SELECT content FROM attachment WHERE id = ?', id)?.content
