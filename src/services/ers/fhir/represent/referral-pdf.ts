import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { type PdfSection, renderPdf } from '../../pdf.js'
import type { Outcome } from '../operation.js'
import { download } from './download.js'

/** A document about a referral, under the name that e-RS gives it (ers-fhir 10.6; the time is UTC). */
export function referralPdf(
  world: World,
  { ubrn }: Referral,
  title: string,
  sections: readonly PdfSection[],
): Outcome {
  const pdf = renderPdf(`${title} - ${ubrn}`, sections, world.clock.now())
  const moment = world.clock.iso().replace(/\D/g, '').slice(0, 14)
  const name = `${ubrn}_${title.replaceAll(' ', '_')}_Summary_${moment}.pdf`
  return download(pdf, 'application/pdf', `attachment; filename=${name}`)
}
