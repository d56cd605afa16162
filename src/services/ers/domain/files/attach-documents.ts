import type { Instant } from '../../../../world/clock.js'
import {
  type Attachment,
  findAttachment,
  linkAttachment,
} from '../../../../world/tables/attachment.js'
import type { AttachedDocument } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import type { Caller } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'

/** A file that a client wants attached to a request. */
export interface NewDocument {
  readonly type: AttachedDocument['type']
  readonly attachmentId: string
  readonly indexed: Instant
  readonly description?: string
}

/** The request that files are attached to. */
export interface AttachTo {
  readonly ubrn: string
  /** `r.<uuid>` or `a.<uuid>`; both it and the UBRN may name the request when a file is uploaded. */
  readonly requestId: string
  /** Files that the request has already. */
  readonly documents: readonly AttachedDocument[]
  /** Whether files must have been uploaded for this request; only a new A&G request takes others (7.20). */
  readonly mustBeMeantForIt: boolean
}

const nameOf = (world: World, id: string): string =>
  (findAttachment(world.store, id)?.fileName ?? '').toLowerCase()

function checkFile(world: World, document: NewDocument, to: AttachTo): Result<Attachment> {
  const { attachmentId } = document
  const file = findAttachment(world.store, attachmentId)
  if (!file) return refuse('REFERENCE_NOT_FOUND', `'attachment' (${attachmentId}) does not exist.`)
  if (file.linkedTo !== null)
    return refuse('INVALID_STATE', `'attachment' (${attachmentId}) is attached already.`)
  const meant = file.intendedFor === to.ubrn || file.intendedFor === to.requestId
  if (to.mustBeMeantForIt && !meant)
    return refuse(
      'INAPPROPRIATE_VALUE',
      `'attachment' (${attachmentId}) was not uploaded for this request`,
    )
  return ok(file)
}

/**
 * Attaches files to a request, in the order given (ers-fhir 6.5, 8.6). Refuses unknown files
 * (REFERENCE_NOT_FOUND), attached ones (INVALID_STATE), those meant for another request
 * (INAPPROPRIATE_VALUE) and names that occur twice (DUPLICATE_FILENAME). Scanning is not waited for.
 */
export function attachDocuments(
  world: World,
  caller: Caller,
  documents: readonly NewDocument[],
  to: AttachTo,
): Result<AttachedDocument[]> {
  const names = new Set(to.documents.map(({ attachmentId }) => nameOf(world, attachmentId)))
  const attached: AttachedDocument[] = []
  for (const document of documents) {
    const file = checkFile(world, document, to)
    if (!file.ok) return file
    const name = file.value.fileName.toLowerCase()
    if (names.has(name))
      return refuse('DUPLICATE_FILENAME', `'title' (${file.value.fileName}) is attached already.`)
    names.add(name)
    linkAttachment(world.store, file.value.id, to.ubrn)
    attached.push({
      ...document,
      id: world.ids.next('document'),
      attachedBy: caller.userId,
      attachedByOrganisation: caller.organisation,
      ...(caller.mode === 'user' && caller.onBehalfOf !== undefined
        ? { attachedOnBehalfOf: caller.onBehalfOf }
        : {}),
    })
  }
  return ok(attached)
}
