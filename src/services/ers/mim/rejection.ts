import type { Release } from '../../../hl7v3/ebooking/families.js'
import { REJECTION } from '../../../hl7v3/ebooking/vocabularies/rejection-reason.js'
import { codeIn } from '../../../hl7v3/ebooking/vocabularies/vocabulary.js'
import type { Incoming } from '../../../hl7v3/interaction.js'
import type { Coded } from '../../../hl7v3/types/coded.js'
import type { PasRejection } from '../../../world/tables/pas-request.js'
import { noteOf } from './declare.js'

/** What it counts as if a rejection gives no reason (ers-hl7v3-mim 5.1). */
const OTHER = '7'

const wordsIn = (said: Coded | undefined): string | undefined =>
  said?.originalText ?? said?.displayName

/** What is odd about a reason (ers-hl7v3-mim 10.3); undefined where nothing is. */
function oddityOf(said: Coded | undefined): string | undefined {
  if (said?.code === undefined) return `no reason is given: it counts as ${OTHER}`
  if (codeIn(REJECTION, said.code) === undefined) return `'${said.code}' is no reason of the list`
  return said.code === OTHER && !wordsIn(said)?.trim() ? `${OTHER} (Other) needs words` : undefined
}

/**
 * Why a hospital's system refused: the reason of the control act, else the detail of the
 * acknowledgement, else another reason. An accepting acknowledgement around it is odd (ers-hl7v3-mim 5.1);
 * the older release has no reasons (13).
 */
export function rejectionOf(message: Incoming, release: Release): PasRejection {
  const { reasons, acknowledgement } = message
  const note = noteOf(message)
  if (acknowledgement?.type === 'AA')
    note(
      'accepted-rejection',
      `A rejection came with acknowledgement type AA; AE says that it is one.`,
      '5.1',
    )
  const said = reasons[0]?.code ?? acknowledgement?.details[0]?.code
  const odd = release === '2.3' ? undefined : oddityOf(said)
  if (odd !== undefined) note('rejection-reason', `A rejection should say why: ${odd}.`, '10.3')
  const text = wordsIn(said)
  return { code: said?.code ?? OTHER, ...(text !== undefined && { text }) }
}
