import { happensToReferral } from '../../robots/acts/patient.js'
import { optional, refers, usually, whole } from '../language/fields.js'
import { step } from '../step.js'
import { arrangedFor } from './arranged-for.js'
import { chooseSlot } from './choose-slot.js'
import { PRIORITY, referral, service } from './common.js'

export const patientBooks = step({
  name: 'patient books',
  does: 'The patient books a free slot in the portal.',
  example: 'patient books: { referral: referral }',
  fields: {
    patient: refers('patient', 'who books', 'patient'),
    referral,
    service: optional(service('at which service; the first of the shortlist if absent')),
    priority: optional(PRIORITY),
    slot: usually(whole('which of the free slots, the earliest being 1', 1, 100), '1'),
    'slots seen by': refers('professional', 'whose search shows what the portal offers', 'gp'),
  },
  saves: {
    kind: 'value',
    byDefault: 'appointment',
    members: { start: 'when it begins', service: 'where it is' },
  },
  sentence: ({ patient }, { who }) => `${who(patient)} books an appointment in the portal.`,
  async play(given, stage) {
    const who = stage.professional(given['slots seen by'])
    const { ubrn, service, priority } = await arrangedFor(given, who, stage)
    const slot = await chooseSlot(who, service, priority, given.slot)
    await happensToReferral(stage.line, ubrn, {
      action: 'PATIENT_BOOKS',
      slotId: Number(slot.id),
    })
    stage.tell(`The appointment is at ${slot.start}, service ${service}.`)
    return { start: slot.start, service }
  },
})
