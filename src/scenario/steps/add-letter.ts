import { addLetter as add } from '../../robots/acts/files.js'
import { refers, text, usually } from '../language/fields.js'
import { step } from '../step.js'
import { fileName, fileOf, referral } from './common.js'

export const addLetter = step({
  name: 'add letter',
  does: 'The referrer writes a letter and adds it to a referral (A020, A012).',
  example: 'add letter: { says: Thank you for seeing this patient. }',
  fields: {
    by: refers('professional', 'who writes', 'gp'),
    referral,
    says: text('what the letter says'),
    name: usually(fileName('the name of the file'), 'Referral letter.txt'),
    description: usually(text('what the file is', 200), 'Referral letter'),
  },
  sentence: ({ by, name }, { who }) => `${who(by)} adds the letter '${name}'.`,
  async play({ by, referral, says, name, description }, stage) {
    const now = await stage.now()
    const file = fileOf(name, says)
    await add(stage.professional(by), stage.ubrn(referral), file, { description, now })
  },
})
