import { type Outcome, success } from '../operation.js'

/** Bytes to be kept as a file. */
export const download = (content: Uint8Array, contentType: string, disposition: string): Outcome =>
  success(content, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': disposition,
      'Content-Length': String(content.length),
    },
  })
