import type { Incoming } from '../../../hl7v3/interaction.js'
import type { PasRejection } from '../../../world/tables/pas-request.js'
import { noteOf } from './declare.js'

/** What it counts as if a rejection gives no reason (ers-hl7v3-mim 5.1). */
const OTHER = '7'

/**
 * Why a hospital's system refused: the reason of the control act, else the detail of the
 * acknowledgement, else another reason. An accepting acknowledgement around it is odd (ers-hl7v3-mim 5.1).
 */
export function rejectionOf(message: Incoming): PasRejection {
  const { reasons, acknowledgement } = message
  if (acknowledgement?.type === 'AA')
    noteOf(message)(
      'accepted-rejection',
      `A rejection came with acknowledgement type AA; AE says that it is one.`,
      '5.1',
    )
  const said = reasons[0]?.code ?? acknowledgement?.details[0]?.code
  const text = said?.originalText ?? said?.displayName
  return { code: said?.code ?? OTHER, ...(text !== undefined && { text }) }
}
