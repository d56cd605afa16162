import { pattern } from '../language/fields.js'
import { step } from '../step.js'

export const include = step({
  name: 'include',
  does: 'Does the steps of another file of the same folder, with its variables.',
  example: 'include: parts/refer-and-book.yaml',
  fields: { file: pattern('the file', 'a file name', /^[^\0]{1,200}$/) },
  short: 'file',
  includes: 'file',
  sentence: ({ file }) => `Steps of ${file}:`,
  play: (_, stage) => stage.perform('file'),
})
