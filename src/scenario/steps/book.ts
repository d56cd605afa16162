import { book as bookSlot } from '../../robots/acts/appointments.js'
import { optional, refers, usually, whole } from '../language/fields.js'
import { step } from '../step.js'
import { arrangedFor } from './arranged-for.js'
import { chooseSlot } from './choose-slot.js'
import { PRIORITY, referral, service } from './common.js'

export const book = step({
  name: 'book',
  does: 'The referrer books a free slot of a shortlisted service (A015, A016).',
  example: 'book: { referral: referral, service: 11000 }',
  fields: {
    by: refers('professional', 'who books', 'gp'),
    referral,
    service: optional(service('at which service; the first of the shortlist if absent')),
    priority: optional(PRIORITY),
    slot: usually(whole('which of the free slots, the earliest being 1', 1, 100), '1'),
  },
  saves: {
    kind: 'value',
    byDefault: 'appointment',
    members: { id: 'its number', start: 'when it begins', service: 'where it is' },
  },
  sentence: ({ by }, { who }) => `${who(by)} books an appointment.`,
  async play(given, stage) {
    const who = stage.professional(given.by)
    const of = await arrangedFor(given, who, stage)
    const slot = await chooseSlot(who, of.service, of.priority, given.slot)
    const { id, start } = await bookSlot(who, of.ubrn, of.service, slot)
    stage.tell(`The appointment is at ${start}, service ${of.service}.`)
    return { id, start, service: of.service }
  },
})
