import type { Referral } from '../../../../world/tables/referral.js'
import type { World } from '../../../../world/world.js'
import { type PdfSection, renderPdf } from '../../pdf.js'
import type { Outcome } from '../operation.js'
import { pdfDownload } from './download.js'

/** A document about a referral, of this moment. */
export function referralPdf(
  world: World,
  { ubrn }: Referral,
  title: string,
  sections: readonly PdfSection[],
): Outcome {
  const pdf = renderPdf(`${title} - ${ubrn}`, sections, world.clock.now())
  return pdfDownload(world, ubrn, `${title} Summary`, pdf)
}
