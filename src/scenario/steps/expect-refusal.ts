import type { Refusal } from '../../robots/turned-away.js'
import { refusalText } from '../../robots/turned-away.js'
import { code, optional, steps, text, whole } from '../language/fields.js'
import { codeOf } from '../language/words.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'

interface Wanted {
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly says?: string | undefined
}

const fits = ({ status, code, says }: Wanted, refusal: Refusal): boolean =>
  (status === undefined || refusal.status === status) &&
  (code === undefined || refusal.codes.some((one) => codeOf(one) === code)) &&
  (says === undefined || refusal.words.includes(says))

const inWords = ({ status, code, says }: Wanted): string =>
  [
    'a refusal',
    status === undefined ? undefined : `with status ${status}`,
    code === undefined ? undefined : `with code ${code}`,
    says === undefined ? undefined : `that says '${says}'`,
  ]
    .filter(Boolean)
    .join(' ')

export const expectRefusal = step({
  name: 'expect refusal',
  does: 'A step that must be refused, and how.',
  example: 'expect refusal: { when: [{ book: { referral: referral } }], status: 504 }',
  fields: {
    when: steps('the step, or steps of which one is refused'),
    status: optional(whole('the status; 0 for a closed connection', 0, 599)),
    code: optional(code('the code of the refusal', 'PAS_NOT_RESPONDING')),
    says: optional(text('words of the refusal', 400)),
  },
  sentence: (wanted) => `Now ${inWords(wanted)} is expected.`,
  async play(wanted, stage) {
    const refused = await stage.attempt('when')
    if (!refused) throw new NotAsExpected(inWords(wanted), 'no refusal: it was done')
    stage.tell(`Refused: ${refused.message}`)
    if (!fits(wanted, refused.refusal))
      throw new NotAsExpected(inWords(wanted), refusalText(refused.refusal))
  },
})
