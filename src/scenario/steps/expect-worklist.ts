import { ADVICE_LIST, readWorklist } from '../../robots/acts/look.js'
import { choice, mayRefer, refers } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'

const LISTS = [
  'REFERRALS_FOR_REVIEW',
  'APPOINTMENT_SLOT_ISSUES',
  'REJECTED_TRIAGE_RESPONSE',
  'ASSESSMENT_RETURNED_CANCELLED_DNA',
  'AWAITING_BOOKING',
  'LETTERS_OUTSTANDING',
  ADVICE_LIST,
] as const

export const expectWorklist = step({
  name: 'expect worklist',
  does: 'A worklist holds a referral or a request for advice, or does not (A008, A023).',
  example: 'expect worklist: { of: consultant, list: referrals for review, holds: referral }',
  fields: {
    of: refers('professional', 'whose worklist', 'consultant'),
    list: choice('which list', LISTS),
    holds: mayRefer('referral', 'a referral that must be on it'),
    'does not hold': mayRefer('referral', 'a referral that must not be on it'),
    'holds advice': mayRefer('advice', 'a request for advice that must be on it'),
    'does not hold advice': mayRefer('advice', 'a request for advice that must not be on it'),
  },
  conflict: (given) =>
    [...given].some((name) => name.includes('hold'))
      ? undefined
      : "needs what it holds: 'holds', 'does not hold', 'holds advice' or 'does not hold advice'",
  sentence: ({ of, list, holds, 'holds advice': advice }, { who }) =>
    `${who(of)} looks at the worklist '${wordsOf(list)}': it must ${holds === undefined && advice === undefined ? 'not be there' : 'be there'}.`,
  async play(given, stage) {
    const all = await readWorklist(stage.professional(given.of), given.list)
    const there = [given.holds, given['holds advice']]
    const absent = [given['does not hold'], given['does not hold advice']]
    for (const [names, wanted] of [
      [there, true],
      [absent, false],
    ] as const)
      for (const name of names) {
        if (name === undefined) continue
        const ubrn = stage.ubrn(name)
        if (all.includes(ubrn) !== wanted)
          throw new NotAsExpected(
            `${ubrn} ${wanted ? 'on' : 'not on'} the list '${wordsOf(given.list)}'`,
            all.length > 0
              ? `a list of ${all.length}: ${all.slice(0, 10).join(', ')}`
              : 'an empty list',
          )
      }
  },
})
