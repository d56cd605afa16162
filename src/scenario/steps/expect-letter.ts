import { printLetter } from '../../robots/acts/files.js'
import { readPdf } from '../../robots/pdf.js'
import { optional, refers, several } from '../language/fields.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'
import { referral } from './common.js'

const ANY = /^[\s\S]{1,400}$/

const beginning = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}...` : text)

export const expectLetter = step({
  name: 'expect letter',
  does: "The patient's letter, printed now, says something, or does not (A019).",
  example: 'expect letter: { says: 7 New Street }',
  fields: {
    by: refers('professional', 'who prints', 'gp'),
    referral,
    says: optional(several('words that must be in it', 'words', ANY)),
    'does not say': optional(several('words that must not be in it', 'words', ANY)),
  },
  short: 'says',
  conflict: (given) =>
    given.has('says') || given.has('does not say') ? undefined : "needs 'says' or 'does not say'",
  sentence: ({ by }, { who }) => `${who(by)} prints the letter for the patient, and reads it.`,
  async play(given, stage) {
    const who = stage.professional(given.by)
    const text = readPdf(await printLetter(who, stage.ubrn(given.referral)))
    for (const words of given.says ?? [])
      if (!text.includes(words))
        throw new NotAsExpected(`'${words}' in the letter`, beginning(text))
    for (const words of given['does not say'] ?? [])
      if (text.includes(words))
        throw new NotAsExpected(`no '${words}' in the letter`, beginning(text))
  },
})
