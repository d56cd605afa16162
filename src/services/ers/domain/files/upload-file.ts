import { type Attachment, insertAttachment } from '../../../../world/tables/attachment.js'
import type { World } from '../../../../world/world.js'
import type { UserCaller } from '../caller.js'
import { ok, type Result, refuse } from '../outcome.js'
import { fileTypeOf } from './file-types.js'
import { startScan } from './scan-file.js'
import { removeIfUnlinked } from './unlinked-files.js'

export interface NewFile {
  readonly fileName: string
  readonly contentType: string
  readonly content: Uint8Array
  /** The request it is meant for, as the uploader says; it is looked at when the file is linked. */
  readonly intendedFor: string | null
}

const LONGEST_NAME = 255

const extensionOf = (name: string): string => /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** The rules for files (ers-fhir 7.20), in the order in which they are looked at. */
function checkFile(
  { fileName, contentType, content }: NewFile,
  largest: number,
): Result<undefined> {
  if (fileName === '') return refuse('MISSING_VALUE', "'fileName' is missing.")
  if (fileName.length > LONGEST_NAME)
    return refuse('INVALID_VALUE', `'fileName' is longer than ${LONGEST_NAME} characters.`)
  const type = fileTypeOf(contentType)
  if (!type) return refuse('INAPPROPRIATE_VALUE', `'contentType' (${contentType}) is not supported`)
  if (!type.extensions.includes(extensionOf(fileName)))
    return refuse(
      'CONFLICTING_VALUES',
      `'fileName' (${fileName}) does not go with the content type ${contentType}.`,
    )
  if (content.length === 0) return refuse('FILE_SIZE_ERROR', 'The file is empty.')
  return content.length <= largest
    ? ok(undefined)
    : refuse('FILE_SIZE_ERROR', `The file is larger than ${largest} bytes.`)
}

/**
 * Stores a file for a request to come (A020, A039): its scan begins, and so does its day unlinked.
 * `largest`: most bytes it may have.
 */
export function uploadFile(
  world: World,
  caller: UserCaller,
  file: NewFile,
  largest: number,
): Result<Attachment> {
  const checked = checkFile(file, largest)
  if (!checked.ok) return checked
  const { content, ...named } = file
  const attachment: Attachment = {
    ...named,
    id: world.ids.uuid(),
    size: content.length,
    uploaded: world.clock.now(),
    uploadedBy: caller.userId,
    organisation: caller.organisation,
    onBehalfOf: caller.onBehalfOf ?? null,
    status: 'PENDING',
    linkedTo: null,
  }
  insertAttachment(world.store, attachment, content)
  const { id, size, contentType } = attachment
  world.events.publish({
    kind: 'file',
    action: 'UPLOAD',
    subject: id,
    detail: { size, contentType, intendedFor: attachment.intendedFor },
  })
  startScan(world, id)
  removeIfUnlinked(world, id)
  return ok(attachment)
}
