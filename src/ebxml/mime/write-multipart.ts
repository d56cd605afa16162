/** A part to be written; content is sent as it is unless it is to go as base64. */
export interface NewPart {
  /** Without angle brackets. */
  readonly contentId: string
  /** With parameters, if there are any. */
  readonly contentType: string
  readonly encoding: '8bit' | 'base64'
  readonly content: Uint8Array | string
}

/** The boundary that Spine's messages have; the delimiter lines begin with four hyphens (tms 3.2). */
const BOUNDARY = '--=_MIME-Boundary'

/** The `Content-Type` of a message whose first part has this id (tms 3.2). */
const typeOf = (start: string): string =>
  `multipart/related; boundary="${BOUNDARY}"; charset="UTF-8"; type="text/xml"; start="<${start}>"`

const LINE = 76

const inLines = (base64: string): string =>
  (base64.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []).join('\r\n')

function contentOf({ content, encoding }: NewPart): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
  return encoding === 'base64' ? Buffer.from(inLines(bytes.toString('base64'))) : bytes
}

const headersOf = ({ contentId, contentType, encoding }: NewPart): string =>
  [
    `--${BOUNDARY}`,
    `Content-Id: <${contentId}>`,
    `Content-Type: ${contentType}`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    '',
  ].join('\r\n')

/** Writes parts as one body, with CRLF line ends, and says its `Content-Type` (tms 3.3). */
export function writeMultipart(parts: readonly [NewPart, ...NewPart[]]): {
  readonly contentType: string
  readonly body: Buffer
} {
  const pieces = parts.flatMap((part) => [
    Buffer.from(headersOf(part)),
    contentOf(part),
    Buffer.from('\r\n'),
  ])
  return {
    contentType: typeOf(parts[0].contentId),
    body: Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  }
}
