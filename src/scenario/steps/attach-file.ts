import { addLetter } from '../../robots/acts/files.js'
import { refers, text, usually } from '../language/fields.js'
import { step } from '../step.js'
import { fileName, fileOf, referral } from './common.js'

export const attachFile = step({
  name: 'attach file',
  does: 'The referrer attaches one more file to a referral: a test result, a tracing (A020, A012).',
  example: 'attach file: { name: ecg.pdf, says: Sinus rhythm. }',
  fields: {
    by: refers('professional', 'who attaches it', 'gp'),
    referral,
    name: fileName('the name of the file'),
    says: usually(text('what is in the file'), 'A test file of a scenario.'),
    description: usually(text('what the file is', 200), 'Attachment'),
  },
  sentence: ({ by, name }, { who }) => `${who(by)} attaches the file '${name}'.`,
  async play({ by, referral, name, says, description }, stage) {
    const now = await stage.now()
    const file = fileOf(name, says)
    await addLetter(stage.professional(by), stage.ubrn(referral), file, { description, now })
  },
})
