import type { World } from '../../../../world/world.js'
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

/** A document about a request, under the name that e-RS gives it (ers-fhir 10.6; the time is UTC). */
export function pdfDownload(
  { clock }: World,
  ubrn: string,
  kind: string,
  content: Uint8Array,
): Outcome {
  const moment = clock.iso().replace(/\D/g, '').slice(0, 14)
  const name = `${ubrn}_${kind.replaceAll(' ', '_')}_${moment}.pdf`
  return download(content, 'application/pdf', `attachment; filename=${name}`)
}
