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
  /** Name and media type, where the client says them. */
  readonly title?: string
  readonly contentType?: string
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
  /** How a file is refused that was uploaded for another request; INAPPROPRIATE_VALUE if not said. */
  readonly ifMeantForAnother?: 'REFERENCE_NOT_FOUND'
  /** How a file is refused that the client describes otherwise than it is; likewise. */
  readonly ifDescribedOtherwise?: 'CONFLICTING_VALUES'
}

const nameOf = (world: World, id: string): string =>
  (findAttachment(world.store, id)?.fileName ?? '').toLowerCase()

/** Refuses a file that is not what the client says it is. */
function checkDescription(
  file: Attachment,
  { title = file.fileName, contentType = file.contentType }: NewDocument,
  to: AttachTo,
): Result<Attachment> {
  const code = to.ifDescribedOtherwise ?? 'INAPPROPRIATE_VALUE'
  if (title !== file.fileName)
    return refuse(code, `'title' (${title}) is not that of '${file.fileName}'.`)
  return contentType === file.contentType
    ? ok(file)
    : refuse(
        code,
        `'contentType' (${contentType}) is not that of '${file.fileName}': ${file.contentType}.`,
      )
}

/** Refuses a file that was uploaded for no request, or for another. */
function checkMeant(file: Attachment, to: AttachTo): Result<Attachment> {
  if (!to.mustBeMeantForIt || [to.ubrn, to.requestId].includes(file.intendedFor ?? ''))
    return ok(file)
  const code = file.intendedFor === null ? undefined : to.ifMeantForAnother
  return refuse(
    code ?? 'INAPPROPRIATE_VALUE',
    `'attachment' (${file.id}) was not uploaded for this request`,
  )
}

function checkFile(world: World, document: NewDocument, to: AttachTo): Result<Attachment> {
  const { attachmentId } = document
  const file = findAttachment(world.store, attachmentId)
  if (!file) return refuse('REFERENCE_NOT_FOUND', `'attachment' (${attachmentId}) does not exist.`)
  if (file.linkedTo !== null)
    return refuse('INVALID_STATE', `'attachment' (${attachmentId}) is attached already.`)
  const meant = checkMeant(file, to)
  return meant.ok ? checkDescription(file, document, to) : meant
}

/**
 * Attaches files to a request, in the order given (ers-fhir 6.5, 8.6). Refuses unknown files
 * (REFERENCE_NOT_FOUND), attached ones (INVALID_STATE), those meant for another request
 * (INAPPROPRIATE_VALUE, or as `to` says), those described otherwise than they are (likewise) and names
 * that occur twice (DUPLICATE_FILENAME). Scanning is not waited for.
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
    const { title: _title, contentType: _type, ...kept } = document
    const file = checkFile(world, document, to)
    if (!file.ok) return file
    const name = file.value.fileName.toLowerCase()
    if (names.has(name))
      return refuse('DUPLICATE_FILENAME', `'title' (${file.value.fileName}) is attached already.`)
    names.add(name)
    linkAttachment(world.store, file.value.id, to.ubrn)
    attached.push({
      ...kept,
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
