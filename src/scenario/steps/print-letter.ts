import { printLetter as print } from '../../robots/acts/files.js'
import { readPdf } from '../../robots/pdf.js'
import { refers } from '../language/fields.js'
import { step } from '../step.js'
import { referral } from './common.js'

export const printLetter = step({
  name: 'print letter',
  does: 'The referrer prints the letter for the patient (A019).',
  example: 'print letter: { as: letter }',
  fields: { by: refers('professional', 'who prints', 'gp'), referral },
  saves: { kind: 'value', byDefault: 'letter', members: { text: 'what it says' } },
  sentence: ({ by }, { who }) => `${who(by)} prints the letter for the patient.`,
  play: async ({ by, referral }, stage) => ({
    text: readPdf(await print(stage.professional(by), stage.ubrn(referral))),
  }),
})
