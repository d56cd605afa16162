import { searchServices as search } from '../../robots/acts/look.js'
import { choice, optional, refers, several, usually } from '../language/fields.js'
import { wordsOf } from '../language/words.js'
import { NotAsExpected } from '../play/stage.js'
import { step } from '../step.js'
import { CRITERIA, criteriaOf, SERVICE } from './common.js'

const TYPES = { APPOINTMENT: 'APPOINTMENT_REQUEST', ADVICE: 'ADVICE_AND_GUIDANCE_REQUEST' } as const

export const searchServices = step({
  name: 'search services',
  does: 'A referrer searches services for a patient (A010).',
  example: 'search services: { specialty: cardiology, clinic type: heart failure, finds: 11000 }',
  fields: {
    by: refers('professional', 'who searches', 'gp'),
    patient: refers('patient', 'for whom', 'patient'),
    ...CRITERIA,
    for: usually(choice('what is wanted of the service', ['APPOINTMENT', 'ADVICE']), 'appointment'),
    finds: optional(
      several('services that must be among them', 'the number of a service', SERVICE),
    ),
  },
  saves: {
    kind: 'value',
    byDefault: 'services',
    members: { all: 'the numbers of all services found', first: 'the nearest', count: 'how many' },
  },
  sentence: ({ by, specialty, 'clinic type': clinic }, { who }) =>
    `${who(by)} searches services: ${wordsOf(specialty)}, ${wordsOf(clinic)}.`,
  async play(given, stage) {
    const { nhsNumber } = stage.patient(given.patient)
    const who = stage.professional(given.by)
    const all = await search(who, nhsNumber, criteriaOf(given), TYPES[given.for])
    const missing = (given.finds ?? []).filter((one) => !all.includes(one))
    if (missing.length > 0)
      throw new NotAsExpected(
        `service ${missing.join(', ')} among the services found`,
        all.join(', ') || 'no service',
      )
    stage.tell(`${all.length} services are found.`)
    return { all, first: all[0] ?? '', count: String(all.length) }
  },
})
