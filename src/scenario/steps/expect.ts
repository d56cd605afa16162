import { optional, text } from '../language/fields.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'

export const expectValue = step({
  name: 'expect',
  does: 'A value that was saved is as expected.',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: scenarios write variables so
  example: 'expect: { that: "${slots.count}", is: 3 }',
  fields: {
    that: text('the value'),
    is: optional(text('what it must be')),
    'is not': optional(text('what it must not be')),
    contains: optional(text('what must be in it')),
  },
  conflict: (given) =>
    given.size === 2 && given.has('that')
      ? undefined
      : "needs 'that', and one of 'is', 'is not' and 'contains'",
  sentence: ({ that, is, 'is not': isNot, contains }) =>
    is !== undefined
      ? `'${that}' is to be '${is}'.`
      : isNot !== undefined
        ? `'${that}' is not to be '${isNot}'.`
        : `It is to contain '${contains}'.`,
  async play({ that, is, 'is not': isNot, contains }) {
    if (is !== undefined && that !== is) throw new NotAsExpected(`'${is}'`, `'${that}'`)
    if (isNot !== undefined && that === isNot)
      throw new NotAsExpected(`anything but '${isNot}'`, `'${that}'`)
    if (contains !== undefined && !that.includes(contains))
      throw new NotAsExpected(`'${contains}' in it`, `'${that}'`)
  },
})
