import type { MimePart } from '../../../ebxml/mime/part.js'
import type { Exchange } from '../../../http/exchange.js'
import { TMS_ADVICE } from '../advice-rules.js'

/** Largest attachment, in bytes (tms 3.3). */
const LARGEST = 5_000_000

/** Types that an attachment may have (tms 3.3). */
const TYPES: ReadonlySet<string> = new Set(
  `text/plain text/html text/xml text/rtf application/pdf application/xml application/msword
   application/octet-stream audio/basic audio/mpeg image/png image/gif image/jpeg image/tiff video/mpeg`.split(
    /\s+/,
  ),
)

/** What comes after the envelope and the payload. */
const attachmentsOf = (parts: readonly MimePart[]): readonly MimePart[] => parts.slice(2)

/** The id of an attachment that is too large; undefined where none is. */
export function tooLargeIn(parts: readonly MimePart[]): string | undefined {
  const found = attachmentsOf(parts).find(({ content }) => content.length > LARGEST)
  return found && `'${found.contentId}' has ${found.content.length} bytes; ${LARGEST} are allowed.`
}

/** Tells of attachments of types that are not allowed; they are passed on like others. */
export function noteTypes(exchange: Exchange, parts: readonly MimePart[]): void {
  for (const { contentId, contentType } of attachmentsOf(parts))
    if (!TYPES.has(contentType))
      exchange.advise(
        TMS_ADVICE.attachmentType,
        `The attachment '${contentId.slice(0, 80)}' is of type '${contentType.slice(0, 80)}': send it as application/octet-stream.`,
      )
}
